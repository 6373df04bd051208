/** A lesson that was visited reads, runs and is edited in other engines, too, when nothing answers any more. */

import { describe, expect, test } from 'vitest'
import { builtStore } from '../../src/notebook/lesson-data.ts'
import { serve } from '../../tools/static-server.ts'
import { eventsOf, eventsText } from '../determinism/telemetry-text.ts'
import { ENGINES } from './engines.ts'
import { LessonPage } from './lesson-page.ts'

for (const { name, found, launch } of ENGINES) {
  describe.skipIf(!found)(name, () => {
    test('a visited lesson reads, runs and is edited without a network', async () => {
      const server = await serve({ folder: 'dist' })
      const engine = await launch()
      try {
        const visit = await LessonPage.open(engine, `${server.url}lessons/start-here/`)
        await visit.run('tea.ts')
        await visit.isAvailableOffline()
        await visit.close()
        await server.close()
        const page = await LessonPage.open(engine, `${server.url}lessons/start-here/`)
        const built = (await page.data()).cells.find(({ cell }) => cell.name === 'tea.ts')?.run
        const said = eventsText(built ? builtStore(built).events() : [])
        expect(eventsText(eventsOf(await page.run('tea.ts')))).toBe(said)
        expect(eventsText(eventsOf(await page.runEdited('tea.ts')))).toBe(said)
      } finally {
        await engine.close()
        await server.close()
      }
      // All that editing takes is fetched, kept, and started twice.
    }, 180_000)
  })
}
