import { expect, test } from 'vitest'
import { stackFrames } from './stack-frames.ts'

/** The places in `lab-program.js`: `12:5 30:7`. */
const places = (stack: string) =>
  stackFrames(stack, 'lab-program.js')
    .map(({ line, column }) => `${line}:${column}`)
    .join(' ')

test.each<[engine: string, stack: string]>([
  [
    'Chromium, in a worker of the page',
    `Error: no
    at pay (blob:null/6f9a0f5e-5d1c-4c8e-9f0e-1f2d3c4b5a69#lab-program.js:12:5)
    at blob:null/6f9a0f5e-5d1c-4c8e-9f0e-1f2d3c4b5a69#lab-program.js:30:7
    at async Promise.all (index 0)
    at Generator.next (<anonymous>)
    at Coroutine.resume (blob:null/0f0e0d0c-aaaa-bbbb-cccc-1f2d3c4b5a69:1:999)`,
  ],
  [
    'Chromium, with a source URL',
    `TypeError: order.pay is not a function
    at new Shop (lab-program.js:12:5)
    at Object.open [as checkout] (lab-program.js:30:7)`,
  ],
  [
    'Node',
    `Error: no
    at pay (lab-program.js:12:5)
    at lab-program.js:30:7
    at node:internal/process/task_queues:105:5`,
  ],
  [
    'Firefox',
    `pay@blob:null/6f9a0f5e-5d1c-4c8e-9f0e-1f2d3c4b5a69#lab-program.js:12:5
main/<@blob:null/6f9a0f5e-5d1c-4c8e-9f0e-1f2d3c4b5a69#lab-program.js:30:7
resume@blob:null/0f0e0d0c-aaaa-bbbb-cccc-1f2d3c4b5a69:1:999
`,
  ],
  [
    'Firefox, with asynchronous frames',
    `pay@lab-program.js:12:5
promise callback*main@lab-program.js:30:7
`,
  ],
  [
    'WebKit',
    `pay@lab-program.js:12:5
@lab-program.js:30:7
next@[native code]
resume@blob:null/0f0e0d0c-aaaa-bbbb-cccc-1f2d3c4b5a69:1:999`,
  ],
])('%s', (_, stack) => {
  expect(places(stack)).toBe('12:5 30:7')
})

test.each<[what: string, stack: string]>([
  ['no stack', 'undefined'],
  ['a message alone', 'Error: at lab-program.js, line 7'],
  ['code made by eval', 'at eval (eval at pay (lab-program.js:12:5), <anonymous>:1:1)'],
  ['a line zero', 'at pay (lab-program.js:0:5)'],
  ['a column zero', 'at pay (lab-program.js:5:0)'],
  ['a line beyond all files', 'at pay (lab-program.js:99999999999999999999:5)'],
])('%s has no place', (_, stack) => {
  expect(places(stack)).toBe('')
})

test('of a deep stack the 30 innermost places are read', () => {
  const stack = Array.from({ length: 100 }, (_, index) => `f@lab-program.js:${index + 1}:1`)
  const frames = stackFrames(stack.join('\n'), 'lab-program.js')
  expect(frames).toHaveLength(30)
  expect(frames[0]).toEqual({ line: 1, column: 1 })
})

test('a message of a million characters is no trouble', () => {
  const message = `Error: ${'x'.repeat(1_000_000)}`
  expect(places(`${message}\n    at pay (lab-program.js:12:5)`)).toBe('12:5')
})

test('WebKit knows a script only by its address, beside that of the lab', () => {
  const frames = stackFrames(
    `pay@blob:null/6f9a0f5e-5d1c-4c8e-9f0e-1f2d3c4b5a69:12:5
#o@blob:null/0f0e0d0c-aaaa-bbbb-cccc-1f2d3c4b5a69:1:4107
@blob:null/6f9a0f5e-5d1c-4c8e-9f0e-1f2d3c4b5a69:30:7
Promise@[native code]`,
    'lab-program.js',
    'blob:null/6f9a0f5e-5d1c-4c8e-9f0e-1f2d3c4b5a69',
  )
  expect(frames).toEqual([
    { line: 12, column: 5 },
    { line: 30, column: 7 },
  ])
})
