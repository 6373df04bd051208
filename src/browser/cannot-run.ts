/** A cell cannot be run when something of the page itself is missing: not the code is at fault. */

/** Its message is the title of the problem. */
export class CannotRun extends Error {
  /** What it means, what still works, and what to try. */
  readonly advice: string

  constructor(title: string, advice: string) {
    super(title)
    this.advice = advice
  }
}
