import { describe, expect, test } from 'vitest'
import { findCells } from './lesson-cells.ts'

/** A lesson, with its fences written as `~~~`. */
const find = (mdx: string) => findCells('content/lessons/a/index.mdx', mdx.replaceAll('~~~', '```'))

test('cells are found in the order of the lesson, with the lines where their fences begin', () => {
  const found = find(`---
description: A lesson.
---

Hello.

~~~ts cell=a.ts seed=7
console.log('a')
~~~

<Aside title="In Rust">
~~~rust
tracing::info!("not a cell");
~~~

~~~ts cell=b.ts lens=trace
import './a.ts'

console.log(\`b\`)
~~~
</Aside>

- in a list

  ~~~ts cell=c.ts
  console.log('c')
  ~~~
`)
  expect(found.map(({ line, cell }) => `${line}: ${cell.name}, seed ${cell.seed}`)).toEqual([
    '7: a.ts, seed 7',
    '16: b.ts, seed 1',
    '25: c.ts, seed 1',
  ])
  expect(found.map(({ cell }) => cell.source)).toEqual([
    "console.log('a')",
    "import './a.ts'\n\nconsole.log(`b`)",
    "console.log('c')",
  ])
})

test('a lesson may have no cells', () => {
  expect(find('# Title\n\n~~~ts\nconst notACell = 1\n~~~\n')).toEqual([])
})

describe('a mistake names the lesson and the line:', () => {
  test.each<[what: string, mdx: string, message: string]>([
    [
      'a setting that there is not',
      'Hello.\n\n~~~ts cell=a.ts colour=red\n~~~\n',
      'content/lessons/a/index.mdx:3: a cell has no setting “colour”.',
    ],
    [
      'a name that is none',
      '---\ntitle: x\n---\n\n~~~ts cell=A\n~~~\n',
      'content/lessons/a/index.mdx:5: “A” is no name for a cell; a name looks like “slow-bank.ts”.',
    ],
    [
      'a name for two cells',
      '~~~ts cell=a.ts\n~~~\n\n~~~ts cell=a.ts\n~~~\n',
      'content/lessons/a/index.mdx:4: there is already a cell “a.ts”.',
    ],
  ])('%s', (_, mdx, message) => {
    expect(() => find(mdx)).toThrow(expect.objectContaining({ name: 'LessonError', message }))
  })
})
