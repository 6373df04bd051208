/** Finds the cells in a lesson's text. */

import { type MdastNode, mdxToMdast } from 'satteri'
import { type Cell, isCellMeta, parseCell } from '../lesson/cell.ts'
import { LessonError } from '../lesson/lesson-error.ts'

export interface FoundCell {
  readonly cell: Cell
  /** Where its fence begins in the lesson's file, from 1. */
  readonly line: number
}

/**
 * @param file the lesson's file, for messages
 * @param mdx its whole text, frontmatter included
 * @throws LessonError if a cell's settings can't be understood, or two cells have one name
 */
export function findCells(file: string, mdx: string): FoundCell[] {
  const found: FoundCell[] = []
  for (const { meta, source, line } of cellFences(
    mdxToMdast(mdx, { features: { frontmatter: true } }),
  )) {
    const cell = inLesson(file, line, () => parseCell({ meta, source }))
    if (found.some((other) => other.cell.name === cell.name)) {
      throw new LessonError(file, line, `there is already a cell “${cell.name}”.`)
    }
    found.push({ cell, line })
  }
  return found
}

function* cellFences(node: MdastNode): Generator<{ meta: string; source: string; line: number }> {
  if (node.type === 'code' && node.meta && isCellMeta(node.meta)) {
    yield { meta: node.meta, source: node.value, line: node.position?.start.line ?? 1 }
  }
  if ('children' in node) for (const child of node.children) yield* cellFences(child as MdastNode)
}

function inLesson<T>(file: string, line: number, parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    throw new LessonError(file, line, error instanceof Error ? error.message : String(error))
  }
}
