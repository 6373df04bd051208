/** A listed lesson is a lesson of the site, as the page with all work knows it. */

export interface ListedLesson {
  readonly slug: string
  readonly title: string
  readonly address: string
  /** The names of its cells. */
  readonly cells: readonly string[]
}
