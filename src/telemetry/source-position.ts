/** A source position is a place in the TypeScript that an author or a reader wrote. */

export interface SourcePosition {
  /** The cell, such as `checkout.ts`, or a file of the lab, such as `@lab/shop/bank.ts`. */
  readonly file: string
  /** From 1. */
  readonly line: number
  /** From 1, in UTF-16 code units. */
  readonly column: number
}

/** Tells where the call with a number stands, as telemetry refers to it. */
export type SiteLookup = (site: number) => SourcePosition | undefined
