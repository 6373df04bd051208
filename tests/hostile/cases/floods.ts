/** Programs that say more than anybody can read: what is kept is bounded, what is not is counted, and the page stays quick. */

import type { CaseGroup } from '../hostile-case.ts'

const LAB = `import { logger } from '@lab/logger'\nimport { span, startSpan } from '@lab/tracer'\n`
const IS_ABUSE = /interfered with the lab|flooded the page/

export const FLOODS: CaseGroup = {
  name: 'floods',
  cases: [
    {
      name: 'writes a million lines',
      code: `for (let i = 0; i < 1e6; i++) console.log(i)`,
      expects: { lineCount: 20_000, dropped: '980,000 more lines', says: [/^19\d{3}$/] },
    },
    {
      name: 'writes ten million lines',
      code: `for (let i = 0; i < 1e7; i++) console.log('x')`,
      limits: { realTime: 30_000 },
      expects: { lineCount: 20_000, dropped: '9,980,000 more lines' },
    },
    {
      name: 'writes records without an end',
      code: `${LAB}const log = logger('flood')\nfor (let i = 0; ; i++) log.info('more', { i })`,
      limits: { realTime: 1500 },
      expects: {
        phase: 'stopped',
        problem: 'Stopped after',
        line: 4,
        lineCount: 20_000,
        dropped: 'more lines',
      },
    },
    {
      name: 'writes records without an end, and is stopped by its reader',
      code: `${LAB}const log = logger('flood')\nfor (let i = 0; ; i++) log.info('more', { i })`,
      stopWhen: 'dropping',
      expects: {
        phase: 'stopped',
        problem: 'You stopped the run.',
        lineCount: 20_000,
        dropped: 'more lines',
      },
    },
    {
      name: 'makes a hundred thousand spans',
      code: `${LAB}for (let i = 0; i < 1e5; i++) span('s' + i, () => {})`,
      expects: { spanCount: 20_000, dropped: '80,000 more spans' },
    },
    {
      name: 'hangs a hundred thousand attributes on one span',
      code: `${LAB}span('hung', (it) => {\n  for (let i = 0; i < 1e5; i++) it.setAttribute('a' + i, i)\n})`,
      expects: { spanCount: 1, spans: ['hung'] },
    },
    {
      name: 'changes one attribute a million times',
      code: `${LAB}span('changed', (it) => {\n  for (let i = 0; i < 1e6; i++) it.setAttribute('a', i)\n})`,
      expects: { spanCount: 1, dropped: '900,000 more' },
    },
    {
      name: 'writes one line of fifty million characters',
      code: `console.log('tea '.repeat(12_500_000))`,
      expects: { lineCount: 1, says: ['more characters'] },
    },
    {
      name: 'writes thousands of long lines',
      code: `const long = 'x'.repeat(4000)\nfor (let i = 0; i < 5000; i++) console.log(long + i)`,
      expects: { lineCount: 5000 },
    },
    {
      name: 'gives one record a hundred thousand fields',
      code: `${LAB}logger('wide').info('wide', Object.fromEntries(Array.from({ length: 1e5 }, (_, i) => ['f' + i, i])))`,
      expects: { lineCount: 1, says: ['wide'], dropped: '1 value was too large' },
    },
    {
      name: 'makes a line for each of a hundred thousand timers',
      code: `for (let i = 0; i < 1e5; i++) setTimeout(() => console.log(i), i / 100)`,
      expects: { lineCount: 20_000, dropped: '80,000 more lines' },
    },
    {
      name: 'sends a million honest messages',
      place: 'worker',
      code: `for (let i = 0; i < 1e6; i++) say(i)`,
      expects: { phase: 'stopped', problem: IS_ABUSE },
    },
    {
      name: 'sends a million messages that nobody understands',
      place: 'worker',
      code: `for (let i = 0; i < 1e6; i++) post({ kind: 'tea' })`,
      expects: { phase: 'stopped', problem: IS_ABUSE },
    },
    {
      name: 'sends huge messages',
      place: 'worker',
      code: `const text = ' '.repeat(5e7)\nfor (let i = 0; i < 20; i++) post({ kind: 'events', batch: { bytes: new ArrayBuffer(64), text } })`,
      expects: { phase: 'stopped', problem: IS_ABUSE },
    },
    {
      name: 'says without an end what time it is',
      place: 'worker',
      code: `for (let i = 0; i < 1e6; i++) post({ kind: 'clock', time: i, isPaused: false })`,
      expects: { phase: 'stopped', problem: IS_ABUSE },
    },
    {
      name: 'says without an end how far it is',
      place: 'worker',
      code: `for (let i = 0; i < 1e6; i++) post({ kind: 'progress', done: i, total: 1e6 })`,
      expects: { phase: 'stopped', problem: IS_ABUSE },
    },
    {
      name: 'says without an end that it is busy',
      place: 'worker',
      code: `for (let i = 0; i < 1e6; i++) post({ kind: 'busy', site: i })`,
      expects: { phase: 'stopped', problem: IS_ABUSE },
    },
    {
      name: 'says without an end what it has dropped',
      place: 'worker',
      code: `for (let i = 0; i < 1e6; i++) post({ kind: 'dropped', dropped: { records: i, spans: i, changes: i } })`,
      expects: { phase: 'stopped', problem: IS_ABUSE, dropped: /.?/ },
    },
  ],
}
