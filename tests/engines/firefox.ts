/** Firefox, as it is installed, driven by WebDriver BiDi. */

import puppeteer from 'puppeteer-core'
import { firefoxPath, firefoxVersion } from '../../tools/firefox.ts'
import { ELSEWHERE, type Engine, type EngineChoice } from './engine.ts'

const path = firefoxPath()

export const FIREFOX: EngineChoice = {
  name: 'Firefox',
  found: path && firefoxVersion(path),
  endOtherwise: {
    // It never gets an answer there, and waits for it without going on.
    'worker: asks how much is kept': {
      phase: 'stopped',
      problem: 'Stopped after',
      says: undefined,
    },
  },
  launch,
}

async function launch(): Promise<Engine> {
  const { timeZone, language } = ELSEWHERE
  const system = `${language.replace('-', '_')}.UTF-8`
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: path as string,
    env: { ...process.env, TZ: timeZone, LANG: system, LC_ALL: system },
    extraPrefsFirefox: {
      'intl.accept_languages': language,
      // It has no words in that language, but numbers and dates need none.
      'intl.regional_prefs.use_os_locales': true,
    },
  })
  return {
    open: async (url) => {
      const page = await browser.newPage()
      await page.setViewport({ width: 1280, height: 900 })
      await page.bringToFront()
      await page.goto(url)
      return {
        // Puppeteer takes handles apart; here nothing but JSON is given.
        evaluate: (work, ...given) =>
          page.evaluate(work as (...given: unknown[]) => unknown, ...given) as never,
        type: (text) => page.keyboard.type(text),
        close: () => page.close(),
      }
    },
    close: () => browser.close(),
  }
}
