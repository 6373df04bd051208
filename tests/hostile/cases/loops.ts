/** Programs that never come to an end: each is ended, and the reader is told where it was. */

import type { CaseGroup } from '../hostile-case.ts'

const LAB = `import { sleep, work } from '@lab/sim'\nimport { span } from '@lab/tracer'\nimport { logger } from '@lab/logger'\n`
/** Waiting for ten seconds would tell nothing more. */
const SOON = { realTime: 2000 }
const TIME_IS_UP = 'Stopped after'
const IS_STOPPED = 'You stopped the run.'

export const LOOPS: CaseGroup = {
  name: 'loops',
  cases: [
    {
      name: 'loops for ever, and is stopped by its reader',
      code: `console.log('before')\nfor (;;) {}`,
      stopWhen: 'busy',
      expects: { phase: 'stopped', problem: IS_STOPPED, line: 2, says: ['before'] },
    },
    {
      name: 'loops for ever, and is stopped when its time is up',
      code: `console.log('before')\nlet i = 0\nwhile (true) i++`,
      limits: SOON,
      expects: { phase: 'stopped', problem: TIME_IS_UP, line: 3, says: ['before'] },
    },
    {
      name: 'loops for ever and catches everything',
      code: `for (;;) {\n  try { throw 1 } catch {} finally { continue }\n}`,
      limits: SOON,
      expects: { phase: 'stopped', problem: TIME_IS_UP, line: 1 },
    },
    {
      name: 'calls itself without an end',
      code: `function down(): number {\n  return down() + 1\n}\ndown()`,
      expects: { phase: 'failed', problem: 'calls itself without an end', line: 2 },
    },
    {
      name: 'catches its own overflow again and again',
      code: `const down = (): void => {\n  try { down() } catch { down() }\n}\ndown()`,
      limits: SOON,
      expects: { phase: 'stopped', problem: TIME_IS_UP },
    },
    {
      name: 'goes on for ever in microtasks',
      code: `console.log('before')\nconst again = () => queueMicrotask(again)\nagain()`,
      stopWhen: 400,
      expects: { phase: 'stopped', problem: IS_STOPPED, says: ['before'] },
    },
    {
      name: 'goes on for ever in promises',
      code: `const again = (): unknown => Promise.resolve().then(again)\nagain()`,
      limits: SOON,
      expects: { phase: 'stopped', problem: TIME_IS_UP },
    },
    {
      name: 'waits for nothing for ever',
      code: `for (;;) {\n  await null\n}`,
      limits: SOON,
      expects: { phase: 'stopped', problem: TIME_IS_UP },
    },
    {
      name: 'sets the next timer in each',
      code: `const again = () => setTimeout(again)\nagain()`,
      limits: { timers: 5000 },
      expects: { phase: 'stopped', problem: 'timers.' },
    },
    {
      name: 'never clears its interval',
      code: `setInterval(() => {}, 1)`,
      limits: { timers: 5000 },
      expects: { phase: 'stopped', problem: 'timers.' },
    },
    {
      name: 'lets a year pass',
      code: `${LAB}for (;;) await sleep(86_400_000)`,
      expects: { phase: 'stopped', problem: 'of virtual time.' },
    },
    {
      name: 'works for ever in no time',
      code: `${LAB}for (;;) work(0)`,
      limits: SOON,
      expects: { phase: 'stopped', problem: TIME_IS_UP, line: 4 },
    },
    {
      name: 'searches for ever with a regular expression',
      code: `console.log('before')\nconsole.log(/^(\\w|\\w\\w|a)+$/.test('a'.repeat(80) + '!'))`,
      limits: SOON,
      expects: { phase: 'stopped', problem: TIME_IS_UP },
    },
    {
      name: 'sorts for ever',
      code: `let n = 0\nArray.from({ length: 1e5 }, () => ++n).sort(() => { for (;;); })`,
      limits: SOON,
      expects: { phase: 'stopped', problem: TIME_IS_UP, line: 2 },
    },
    {
      name: 'loops for ever while it is being logged',
      code: `${LAB}logger('x').info('now', { get trap() { for (;;); } })`,
      limits: SOON,
      expects: { phase: 'stopped', problem: TIME_IS_UP, line: 4 },
    },
    {
      name: 'writes an object that would describe itself for ever',
      code: `console.log(new Proxy({}, { ownKeys() { for (;;); } }))`,
      expects: { says: ['{}'] },
    },
    {
      name: 'is thenable without an end',
      code: `const again: any = { then(resolve: any) { resolve(again) } }\nawait again`,
      limits: SOON,
      expects: { phase: 'stopped', problem: TIME_IS_UP },
    },
    {
      name: 'waits for ever',
      code: `console.log('before')\nawait new Promise(() => {})`,
      expects: { phase: 'failed', problem: 'This never finishes.', line: 2, says: ['before'] },
    },
    {
      name: 'generates without an end',
      code: `function* numbers() {\n  for (let i = 0; ; i++) yield i\n}\nlet sum = 0\nfor (const n of numbers()) sum += n`,
      limits: SOON,
      expects: { phase: 'stopped', problem: TIME_IS_UP },
    },
    {
      name: 'loops for ever in code that no lab has seen',
      place: 'worker',
      code: `say('before')\nfor (;;);`,
      limits: SOON,
      expects: { phase: 'stopped', problem: TIME_IS_UP, says: ['before'] },
    },
    {
      name: 'starts workers that loop for ever',
      place: 'worker',
      code: `for (let i = 0; i < 4; i++) new Worker(trustedScript(URL.createObjectURL(new Blob(['for (;;);']))))\nsay('started')`,
      stopWhen: 'speaking',
      expects: { phase: 'stopped', problem: IS_STOPPED, says: ['started'] },
    },
    {
      name: 'closes its own worker',
      place: 'worker',
      code: `say('before')\nclose()`,
      limits: SOON,
      expects: { phase: 'stopped', problem: TIME_IS_UP, says: ['before'] },
    },
    {
      name: 'posts messages to itself without an end',
      place: 'worker',
      code: `const { port1, port2 } = new MessageChannel()
port1.onmessage = () => port2.postMessage(0)
port2.postMessage(0)`,
      limits: SOON,
      expects: { phase: 'stopped', problem: TIME_IS_UP },
    },
  ],
}
