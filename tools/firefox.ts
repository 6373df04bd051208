/** Finds a Firefox: the one that a variable names, or one that is installed. Packages bring none. */

import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const NAMES = ['firefox', 'firefox-esr']

const ELSEWHERE = [
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
]

/** The path of its executable, if there is one. `FIREFOX` in the environment wins. */
export function firefoxPath(): string | undefined {
  const { FIREFOX, PATH = '' } = process.env
  if (FIREFOX) return FIREFOX
  const onPath = PATH.split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)))
  return [...onPath, ...ELSEWHERE].find((path) => existsSync(path))
}

/** What it calls itself: `Firefox 153.7.0esr`. */
export function firefoxVersion(path: string): string {
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' })
  return /Firefox \S+/.exec(stdout ?? '')?.[0] ?? 'Firefox'
}
