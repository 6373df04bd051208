/** Builds the site and serves it: `npm start`, or under a path as a host would have it, `npm start -- --base /course/`. */

import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { serve } from './static-server.ts'

const { values } = parseArgs({
  options: {
    base: { type: 'string', default: '/' },
    port: { type: 'string', default: '4321' },
  },
})
const base = `/${values.base}/`.replace(/\/+/g, '/')

const build = spawnSync('astro', ['build', '--base', base], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
  env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' },
})
if (build.status !== 0) process.exit(build.status ?? 1)

const server = await serve({ folder: 'dist', base, port: Number(values.port) }).catch((error) => {
  if (error.code !== 'EADDRINUSE') throw error
  return serve({ folder: 'dist', base })
})
console.log(`\n  Lines & Spans is at ${server.url}\n  Ctrl+C stops it.\n`)
