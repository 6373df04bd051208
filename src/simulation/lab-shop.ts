/** `@lab/shop`: the online shop that every lesson observes. */

export { bank } from './shop/bank.ts'
export { cart } from './shop/cart.ts'
export { email } from './shop/email.ts'
export { fulfilment } from './shop/fulfilment.ts'
export { inventory } from './shop/inventory.ts'
export type { Order, Receipt } from './shop/order.ts'
export { payments } from './shop/payments.ts'
export { pricing } from './shop/pricing.ts'
export { openShop, type Shop, type ShopOptions } from './shop/shop.ts'
export type { Service, ShopParts } from './shop/shop-parts.ts'
export type { ServiceName, ShopSettings } from './shop/shop-settings.ts'
export { storefront } from './shop/storefront.ts'
