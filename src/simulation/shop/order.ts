/** An order is what a customer wants; a receipt is what they get. */

export interface Order {
  readonly order: number
  /** What is in the cart. */
  readonly items: readonly string[]
  /** The last four digits of the card to charge. */
  readonly card: string
}

export interface Receipt {
  readonly order: number
  /** Euros. */
  readonly total: number
  readonly payment: string
}
