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

/** @throws Error for a run that stalled, in the words by which `vitest.engines.config.ts` knows one */
function expectNone(faults: readonly string[]): void {
  const stalled = faults.find((fault) => fault.includes('The run crashed.'))
  if (stalled) throw new Error(`No end after all: ${stalled}`)
  expect(faults).toEqual([])
}

for (const { name, found, launch, endOtherwise = {} } of ENGINES) {
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
          ([, { name: what, succeedsUncontained }]) =>
            isContained || (succeedsUncontained && CONTROLS.has(what)),
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
            // WebKit starts no worker of a worker in a frame of the site's own origin: there only the policy is taken away.
            const sharesOrigin = !isContained && place === 'frame'
            await opened.evaluate(inPage.preparePage, sharesOrigin)
            page = new HostilePage(opened, { site, listener })
          })
          afterAll(async () => {
            await opened?.close()
            await site?.close()
          })

          if (isContained) {
            test.each(cases)('%s', async (_, hostile) => {
              const expects = { ...hostile.expects, ...endOtherwise[`${place}: ${hostile.name}`] }
              expectNone(await page.faults({ ...hostile, expects }))
            })
          } else {
            test.each(cases)('%s succeeds', async (_, hostile) => {
              const heardBefore = page.heard.length
              const { lines } = await page.run(hostile)
              const reached = lines.filter((line) => line.startsWith('reached'))
              expect([...reached, ...page.heard.slice(heardBefore)]).not.toEqual([])
            })
          }
        })
      }
    }
  })
}
