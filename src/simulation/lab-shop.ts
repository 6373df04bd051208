/** `@lab/shop`: the online shop that every lesson observes. */

export type { Order, Receipt } from './shop/order.ts'
export { openShop, type Shop } from './shop/shop.ts'
export type { ShopSettings } from './shop/shop-settings.ts'
