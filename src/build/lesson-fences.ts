/** Turns the fences of a lesson into components: a cell, or a piece of code to read. */

import { defineMdastPlugin } from 'satteri'
import { isCellMeta, parseCell } from '../lesson/cell.ts'

export const lessonFences = defineMdastPlugin({
  name: 'lesson-fences',
  code(node, context) {
    const isCell = node.meta && isCellMeta(node.meta)
    context.replaceNode(
      node,
      isCell
        ? element('Cell', {
            name: parseCell({ meta: node.meta as string, source: node.value }).name,
          })
        : element('Code', { language: node.lang ?? 'text', source: node.value }),
    )
  },
})

function element(name: string, attributes: Record<string, string>) {
  return {
    type: 'mdxJsxFlowElement' as const,
    name,
    attributes: Object.entries(attributes).map(([attribute, value]) => ({
      type: 'mdxJsxAttribute' as const,
      name: attribute,
      value,
    })),
    children: [],
  }
}
