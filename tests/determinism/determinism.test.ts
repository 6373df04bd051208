/** The same code and the same seed say the same, byte for byte, whatever the machine does and wherever it stands. */

import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { beforeAll, expect, test } from 'vitest'
import { runCode, runSource } from './node-run.ts'
import { PROGRAMS } from './programs.ts'
import { telemetryText } from './telemetry-text.ts'

/** Two minutes: some sixty programs are compiled, and run in a worker each. */
const LONG = 120_000

const names = Object.keys(PROGRAMS)
/** Each program compiled, and what it said the first time. */
const codes: string[] = []
const first: string[] = []

const run = async (code: string, seed?: number) => telemetryText(await runCode(code, seed))

beforeAll(async () => {
  for (const source of Object.values(PROGRAMS)) {
    const { program, messages } = await runSource(source)
    codes.push(program.code)
    first.push(telemetryText(messages))
  }
}, LONG)

test('the programs do everything that can be seen, and end in every way of their own', () => {
  const all = first.join('\n')
  for (const kind of ['log', 'span-start', 'span-event', 'span-end', 'status', 'console']) {
    expect(all).toContain(`"kind":"${kind}"`)
  }
  for (const outcome of ['done', 'failed', 'stuck']) {
    expect(all).toContain(`"outcome":{"kind":"${outcome}"`)
  }
  expect(all).toContain('"unhandled":true')
})

test('they say the same in another worker', { timeout: LONG }, async () => {
  for (const [index, code] of codes.entries()) {
    expect(await run(code), names[index]).toBe(first[index])
  }
})

test('they say the same on a busy machine', { timeout: LONG }, async () => {
  const some = codes.slice(-8)
  const together = await Promise.all(some.map((code) => run(code)))
  expect(together).toEqual(first.slice(-8))
})

test('they say something else with another seed', { timeout: LONG }, async () => {
  const others = await Promise.all(codes.slice(-8).map((code) => run(code, 2)))
  expect(others).not.toEqual(first.slice(-8))
})

test('they say the same in Kathmandu, in Turkish', { timeout: LONG }, async () => {
  const child = spawn(process.execPath, ['tests/determinism/run-elsewhere.ts'], {
    env: { ...process.env, TZ: 'Asia/Kathmandu', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  child.stdin.end(JSON.stringify(codes))
  const { here, said } = JSON.parse(await text(child.stdout))
  expect(here).toBe('-330 1,5')
  expect(said).toHaveLength(codes.length)
  for (const [index, saidHere] of first.entries()) {
    expect(said[index], names[index]).toBe(saidHere)
  }
})
