/**
 * Compares what runs say in other browsers with what they say in Node: `npm run test:engines`.
 *
 * It uses what is installed, says what it found, and takes the options of Vitest.
 */

import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { ENGINES } from '../tests/engines/engines.ts'

const ENVIRONMENT = { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' }

for (const { name, found } of ENGINES) {
  console.log(found ? `Found ${found}.` : `Found no ${name}: it is left out.`)
}
if (ENGINES.some(({ found }) => found)) {
  if (!existsSync('dist/index.html')) run('astro', 'build')
  run('vitest', 'run', '--config', 'vitest.engines.config.ts', ...process.argv.slice(2))
}

function run(command: string, ...options: readonly string[]): void {
  const { status } = spawnSync(command, options, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: ENVIRONMENT,
  })
  if (status !== 0) process.exit(status ?? 1)
}
