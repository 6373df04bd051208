/** A text packer makes a text fit into an address, and takes one out of an address that a stranger may have written. */

export interface TextPacker {
  /**
   * As UTF-8, by raw DEFLATE (RFC 1951), in base64url without padding (RFC 4648).
   * @throws PackError if the platform can't
   */
  pack(text: string): Promise<PackedText>
  /**
   * @param most how many bytes may come out; what would be more is not unpacked to its end
   * @throws PackError
   */
  unpack(packed: string, most: number): Promise<string>
}

export interface PackedText {
  /** Letters, digits, `-` and `_`. */
  readonly text: string
  /** How many bytes that text stands for. */
  readonly size: number
  /** How many bytes they unpack to. */
  readonly unpackedSize: number
}

export type PackFailure =
  /** This is no packed text, or not all of one. */
  | 'damaged'
  /** More comes out than may. */
  | 'too-much'
  /** The platform knows no streams that compress. */
  | 'unsupported'

export class PackError extends Error {
  override readonly name = 'PackError'
  readonly failure: PackFailure

  constructor(failure: PackFailure) {
    super(failure)
    this.failure = failure
  }
}
