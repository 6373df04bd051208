/** Hostile programs in other engines: what contains them in Chromium contains them there. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CODE_FROM_TEXT } from '../hostile/cases/code-from-text.ts'
import { ERRORS } from '../hostile/cases/errors.ts'
import { FLOODS } from '../hostile/cases/floods.ts'
import { LOOPS } from '../hostile/cases/loops.ts'
import { NAVIGATION } from '../hostile/cases/navigation.ts'
import { NETWORK } from '../hostile/cases/network.ts'
import { STORAGE } from '../hostile/cases/storage.ts'
import type { CaseGroup, HostileCase, Place } from '../hostile/hostile-case.ts'
import { HostilePage } from '../hostile/hostile-page.ts'
import { type HostileSite, openSite } from '../hostile/hostile-site.ts'
import * as inPage from '../hostile/in-page.ts'
import { type Listener, listen } from '../hostile/listener.ts'
import type { Engine, EnginePage } from './engine.ts'
import { ENGINES } from './engines.ts'

/** Enough to see that a flood is cut off there, too; what is done with it is not the engine's business. */
const FLOODED: CaseGroup = {
  ...FLOODS,
  cases: FLOODS.cases.filter(({ name }) =>
    /a million (lines|messages that)|stopped by its reader/.test(name),
  ),
}

const GROUPS = [NETWORK, STORAGE, NAVIGATION, CODE_FROM_TEXT, LOOPS, FLOODED, ERRORS]
const PLACES: readonly Place[] = ['cell', 'worker', 'frame']

/** What gets through in every engine where nothing contains it. */
const CONTROLS = new Set([
  'fetches',
  'fetches from the site itself',
  'opens a database',
  'makes code by eval',
  'reads the page around it',
  'reads local storage',
])

const casesIn = (wanted: Place) =>
  GROUPS.flatMap(({ name: group, cases }) =>
    cases
      .filter(({ place = 'cell' }) => place === wanted)
      .map((hostile): [string, HostileCase] => [`${group}: ${hostile.name}`, hostile]),
  )

for (const { name, found, launch } of ENGINES) {
  describe.skipIf(!found)(name, () => {
    let engine: Engine
    let listener: Listener
    beforeAll(async () => {
      listener = await listen()
      engine = await launch()
    })
    afterAll(async () => {
      await engine?.close()
      await listener?.close()
    })

    for (const place of PLACES) {
      for (const isContained of [true, false]) {
        const cases = casesIn(place).filter(
          ([, hostile]) => isContained || CONTROLS.has(hostile.name),
        )
        if (cases.length === 0) continue

        describe(`${place}, ${isContained ? 'contained' : 'without containment'}`, () => {
          let site: HostileSite
          let opened: EnginePage
          let page: HostilePage
          beforeAll(async () => {
            const onLeak = (path: string) => listener.heard.push(path)
            site = await openSite({ place, isContained, onLeak })
            opened = await engine.open(HostilePage.address(site))
            await opened.evaluate(inPage.preparePage, isContained)
            page = new HostilePage(opened, { site, listener })
          })
          afterAll(async () => {
            await opened?.close()
            await site?.close()
          })

          if (isContained) {
            test.each(cases)('%s', async (_, hostile) => {
              expect(await page.faults(hostile)).toEqual([])
            })
          } else {
            test.each(cases)('%s succeeds', async (_, hostile) => {
              const { lines } = await page.run(hostile)
              expect(lines.join()).toMatch(/^reached/)
            })
          }
        })
      }
    }
  })
}
