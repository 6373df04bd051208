/** A link error is why a share link can't be made or opened. Its message is for the reader. */

export class LinkError extends Error {
  override readonly name = 'LinkError'
  /** Nothing is wrong with the code but its size. */
  readonly isTooLarge: boolean

  constructor(message: string, { isTooLarge = false } = {}) {
    super(message)
    this.isTooLarge = isTooLarge
  }
}
