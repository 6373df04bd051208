/** `@lab/shop`: the online shop that every lesson observes. */

export { type Order, openShop, type Receipt, type Shop, type ShopSettings } from './shop/shop.ts'
