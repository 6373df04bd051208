/** Finds a WebKitGTK that can be driven without a screen: a Linux package has it, and nothing from npm does. */

import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** What it takes: the driver, which brings its browser, a screen that nobody sees, and a language to speak. */
const NEEDED = ['WebKitWebDriver', 'Xvfb', 'localedef'] as const

export type WebKitTools = Readonly<Record<(typeof NEEDED)[number], string>>

/** The paths of the programs, if all of them are there. */
export function webKitTools(): WebKitTools | undefined {
  const found = NEEDED.map((name) => [name, pathOf(name)] as const)
  if (found.some(([, path]) => path === undefined)) return undefined
  return Object.fromEntries(found) as WebKitTools
}

function pathOf(program: string): string | undefined {
  const { PATH = '' } = process.env
  return PATH.split(delimiter)
    .map((folder) => join(folder, program))
    .find((path) => existsSync(path))
}
