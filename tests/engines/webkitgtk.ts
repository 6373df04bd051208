/** WebKitGTK, as a Linux package installs it, on a screen that nobody sees, driven by WebDriver. */

import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type WebKitTools, webKitTools } from '../../tools/webkitgtk.ts'
import { ELSEWHERE, type Engine, type EngineChoice, type EnginePage } from './engine.ts'
import { WebDriver } from './web-driver.ts'

const tools = webKitTools()

export const WEBKITGTK: EngineChoice = {
  name: 'WebKitGTK',
  found: tools && 'WebKitGTK',
  sayOtherwise: [
    'lists the globals',
    'errs in words that WebKit does not have',
    'reads where an error was made before anybody caught it',
  ],
  endOtherwise: {
    // It gives a pattern up that takes too many steps, and says that nothing was found.
    'cell: searches for ever with a regular expression': { phase: 'done', problem: undefined },
    // It tells where the function begins.
    'cell: changes a constant': { line: undefined },
    // It asks the page's policy only. A module can compute, and nothing else.
    'worker: compiles WebAssembly': { neverSays: undefined, says: [/^reached/] },
  },
  launch: () => launch(tools as WebKitTools),
}

/** A page may be asked for something that takes as long as the longest run. Milliseconds. */
const LONGEST_ANSWER = 60_000

async function launch({ Xvfb, WebKitWebDriver, localedef }: WebKitTools): Promise<Engine> {
  const folder = mkdtempSync(join(tmpdir(), 'webkitgtk-'))
  const system = `${ELSEWHERE.language.replace('-', '_')}.UTF-8`
  spawnSync(localedef, ['-i', system.slice(0, 5), '-f', 'UTF-8', join(folder, system)])
  const screen = spawn(Xvfb, ['-displayfd', '1', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'])
  const display = await firstLine(screen)
  const port = await freePort()
  const process_ = spawn(WebKitWebDriver, [`--port=${port}`], {
    stdio: 'ignore',
    env: {
      ...process.env,
      DISPLAY: `:${display}`,
      GDK_BACKEND: 'x11',
      // Nothing here has a graphics card.
      WEBKIT_DISABLE_COMPOSITING_MODE: '1',
      // Its sandbox needs rights that containers do not give. What is tested is the one of the page.
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
      TZ: ELSEWHERE.timeZone,
      LOCPATH: folder,
      LC_ALL: system,
      LANGUAGE: system,
    },
  })
  const driver = await WebDriver.start(`http://127.0.0.1:${port}`, LONGEST_ANSWER)
  return {
    open: (url) => openPage(driver, url),
    close: async () => {
      await driver.end()
      process_.kill()
      screen.kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Pages are opened one after the other in the only tab: another tab would stay behind it, and would not be painted. */
async function openPage(driver: WebDriver, url: string): Promise<EnginePage> {
  await driver.go(url)
  return {
    evaluate: (work, ...given) => driver.evaluate(work, given),
    type: (text) => driver.type(text),
    close: () => driver.go('about:blank'),
  }
}

function firstLine({ stdout }: ChildProcess): Promise<string> {
  return new Promise((resolve) => stdout?.once('data', (data) => resolve(String(data).trim())))
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0))
    })
  })
}
