/** A service error is an answer that is not a success: what a caller gets thrown. */

export class ServiceError extends Error {
  override readonly name = 'ServiceError'
  /** An HTTP status code, 400 to 599. */
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}
