/** A drawn mark is a line or a span of a fold on its way, with what is said beside it. */

import type { FoldMark, FoldPlace } from '../views/fold.ts'
import type { FoldWords } from '../views/fold-words.ts'

export interface DrawnMark {
  readonly mark: FoldMark
  readonly words: FoldWords
  readonly place: FoldPlace
  readonly colour: number | undefined
  readonly isSelected: boolean
  readonly isRelated: boolean
  readonly isFaint: boolean
}
