/** What cells and programs say in other engines is what they say in Node: the same events and the same end, byte for byte. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { builtStore } from '../../src/notebook/lesson-data.ts'
import { type StaticServer, serve } from '../../tools/static-server.ts'
import { LESSONS } from '../browser/lessons.ts'
import { runSource } from '../determinism/node-run.ts'
import { PROGRAMS } from '../determinism/programs.ts'
import { eventsOf, eventsText, portableText } from '../determinism/telemetry-text.ts'
import type { Engine } from './engine.ts'
import { ENGINES } from './engines.ts'
import { LessonPage } from './lesson-page.ts'

for (const { name, found, launch, sayOtherwise = [] } of ENGINES) {
  describe.skipIf(!found)(name, () => {
    let server: StaticServer
    let engine: Engine
    const openLesson = (slug: string) => LessonPage.open(engine, `${server.url}lessons/${slug}/`)

    beforeAll(async () => {
      server = await serve({ folder: 'dist' })
      engine = await launch()
    })
    afterAll(async () => {
      await engine?.close()
      await server?.close()
    })

    describe.each(LESSONS)('in the lesson %s', (slug) => {
      let page: LessonPage
      beforeAll(async () => {
        page = await openLesson(slug)
      })
      afterAll(() => page?.close())

      test('cells as they are say what the build heard', async () => {
        for (const { cell, run } of (await page.data()).cells) {
          if (cell.clock === 'real') continue
          const said = eventsText(eventsOf(await page.run(cell.name)))
          expect.soft(said, cell.name).toBe(eventsText(builtStore(run).events()))
        }
      })

      test('a cell compiled here says what the build heard', async () => {
        const { cells } = await page.data()
        const { cell, run } = cells.findLast(({ cell: { clock } }) => clock !== 'real') ?? {}
        if (!cell) return
        const said = eventsText(eventsOf(await page.runEdited(cell.name)))
        expect(said, cell.name).toBe(eventsText(run ? builtStore(run).events() : []))
      })
    })

    describe('on a machine that is set up otherwise', () => {
      let page: LessonPage
      beforeAll(async () => {
        page = await openLesson('start-here')
      })
      afterAll(() => page?.close())

      test('the page itself is elsewhere', async () => {
        expect(await page.machine()).toBe('-330 1,5')
      })

      test.each(Object.entries(PROGRAMS))('%s says what it says in Node', async (what, source) => {
        const { program, messages } = await runSource(source)
        const said = portableText(await page.run('tea.ts', program.code), program)
        const inNode = portableText(messages, program)
        if (sayOtherwise.includes(what)) expect(said).not.toBe(inNode)
        else expect(said).toBe(inNode)
      })
    })
  })
}
