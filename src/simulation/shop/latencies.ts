/**
 * Latencies are how long the shop's services take for their part of a checkout: the median in milliseconds, and the
 * spread; see {@link Random.logNormal}. The services draw them, and so does the model of a month.
 */

/** The cart sets goods aside. */
export const RESERVATION = { median: 6, spread: 0.3 }

/** The cart changes the stock. The median is a setting: `lockTime`. */
export const STOCK_CHANGE = { spread: 0.3 }

/** Pricing reads all prices at once. */
export const PRICE_LIST = { median: 14, spread: 0.4 }

/** Pricing reads one price. */
export const PRICE = { median: 9, spread: 0.4 }
