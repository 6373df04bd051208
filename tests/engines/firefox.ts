/** Firefox, as it is installed, driven by WebDriver BiDi. */

import puppeteer from 'puppeteer-core'
import { firefoxPath, firefoxVersion } from '../../tools/firefox.ts'
import { ELSEWHERE, type Engine, type EngineChoice } from './engine.ts'

const path = firefoxPath()

export const FIREFOX: EngineChoice = {
  name: 'Firefox',
  found: path && firefoxVersion(path),
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
        // Puppeteer reckons with handles among the arguments.
        evaluate: (work, ...given) =>
          page.evaluate(work as () => never, ...(given as unknown[] as [])),
        type: (text) => page.keyboard.type(text),
        close: () => page.close(),
      }
    },
    close: () => browser.close(),
  }
}
