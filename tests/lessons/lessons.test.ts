/** What proves a lesson: its cells are sound, and it has the parts that a lesson has. */

import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import course from '../../content/course.json' with { type: 'json' }
import { checkCells } from '../../src/build/check-cells.ts'
import { prepareLesson, runOnce } from '../../src/build/prepare-lesson.ts'

for (const folder of readdirSync('content/lessons')) {
  const slug = folder.replace(/^\d+-/, '')
  const file = `content/lessons/${folder}/index.mdx`
  const text = readFileSync(file, 'utf8')

  describe(slug, () => {
    test('stands in the course under the number of its folder', () => {
      expect(course.find(({ id }) => id === slug)?.number).toBe(Number.parseInt(folder, 10))
    })

    test('has at least three cells, and the first has fewer than fifteen rows', async () => {
      const { cells } = await prepareLesson(slug, file)
      expect(cells.length).toBeGreaterThanOrEqual(3)
      expect(cells[0]?.cell.source.split('\n').length).toBeLessThan(15)
    })

    test('has cells that TypeScript has nothing against', async () => {
      const { cells, files } = await prepareLesson(slug, file)
      const sources = Object.fromEntries(cells.map(({ cell }) => [cell.name, cell.source]))
      expect(checkCells({ ...files, ...sources })).toEqual([])
    })

    test('has cells that say the same in every run, those in real time aside', async () => {
      const { cells, programs } = await prepareLesson(slug, file)
      for (const { cell, run } of cells) {
        if (cell.clock === 'real') continue
        const program = programs[cell.name]
        if (!program) throw new Error(`${cell.name} was not compiled.`)
        expect(await runOnce(cell, program), cell.name).toEqual(run)
      }
    })

    test('asks for a prediction, and ends with three lines and the next question', () => {
      expect(text).toContain('<Prediction')
      const [, recap = ''] = text.split('## In three lines')
      expect(recap.match(/^- /gm)).toHaveLength(3)
      expect(recap).toContain('<NextQuestion />')
    })

    test('says how things are called in Rust and in OpenTelemetry', () => {
      expect(text).toContain('<Aside title="In Rust">')
      expect(text).toContain('<Aside title="In OpenTelemetry">')
    })

    test('has between six and ten sections', () => {
      const sections = text.match(/^## /gm) ?? []
      expect(sections.length).toBeGreaterThanOrEqual(6)
      expect(sections.length).toBeLessThanOrEqual(10)
    })
  })
}

test('a cell that TypeScript has something against is found, with its row', () => {
  expect(checkCells({ 'a.ts': "const cups: number = 'two'\nconsole.log(cups)" })).toEqual([
    "a.ts:1: Type 'string' is not assignable to type 'number'.",
  ])
  expect(checkCells({ 'a.ts': "import { spam } from '@lab/tracer'\nspam" })[0]).toContain(
    'no exported member',
  )
})
