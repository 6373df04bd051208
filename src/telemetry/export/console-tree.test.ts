import { afterEach, expect, test, vi } from 'vitest'
import { runOf, span } from '../../../tests/made-up-run.ts'
import { madeUpSpans } from '../../../tests/made-up-spans.ts'
import { recordEachTest } from '../../../tests/recording.ts'
import { Context } from '../context/context.ts'
import { withRemoteSpan } from '../tracing/span.ts'
import { consoleTree, treeText } from './console-tree.ts'

const recording = recordEachTest()
afterEach(() => void vi.restoreAllMocks())

function printing() {
  const printed: string[] = []
  return { printed, ...madeUpSpans([consoleTree((text) => printed.push(text))]) }
}

test('a trace is printed as a tree when its root has ended', () => {
  const { printed, provider, start } = printing()
  const root = start('checkout')
  recording.pass(1)
  const reserve = start('reserve', root)
  recording.pass(2)
  reserve.end()
  const charge = start('charge', root).setAttribute('order', 1042)
  recording.pass(0.25)
  charge.recordException(new RangeError('too much'))
  start('call the bank', charge).setStatus({ code: 'error', message: 'no answer' }).end()
  charge.setStatus({ code: 'ok' }).end()
  expect(printed).toEqual([])
  root.end()
  expect(provider.running).toEqual([])
  expect(printed.join('\n---\n')).toMatchInlineSnapshot(`
    "checkout  3.25 ms
      reserve  2 ms
      charge  0.25 ms  order=1042  ok
        · exception  at 3.25 ms  exception.type="RangeError"  exception.message="too much"
        call the bank  0 ms  error: no answer"
  `)
})

test('a part of a trace that began elsewhere is printed when it is over here', () => {
  const { printed, provider } = printing()
  const remote = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: 1 }
  const context = withRemoteSpan(Context.ROOT, remote)
  provider.tracer().startSpan('serve', { kind: 'server' }, context).end()
  expect(printed).toEqual(['serve  0 ms  server'])
})

test('what ends after the root is printed on its own', () => {
  const { printed, start } = printing()
  const root = start('root')
  const late = start('late', root)
  root.end()
  late.end()
  expect(printed).toEqual(['root  0 ms', 'late  0 ms'])
})

test('a flush prints what has ended so far', async () => {
  const { printed, provider, start } = printing()
  start('child', start('root')).end()
  await provider.forceFlush()
  expect(printed).toEqual(['child  0 ms'])
})

test('a trace that is very deep can be printed', () => {
  const { printed, start } = printing()
  const spans = [start('0')]
  for (let depth = 1; depth < 3000; depth++) spans.push(start(String(depth), spans.at(-1)))
  for (const span of spans.reverse()) span.end()
  expect(printed[0]?.split('\n')).toHaveLength(3000)
  expect(printed[0]?.endsWith(`${'  '.repeat(2999)}2999  0 ms`)).toBe(true)
})

test('without somewhere to write to it writes to the console', () => {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {})
  madeUpSpans([consoleTree()]).ended('pay')
  expect(log).toHaveBeenCalledExactlyOnceWith('pay  0 ms')
})

test('spans whose parents lead in a circle are printed, too', () => {
  const store = runOf(
    span('ask', 0, 3, { parent: 'answer' }),
    span('answer', 1, 2, { parent: 'ask' }),
    span('alone', 2, 3, { parent: 'alone' }),
    span('root', 3, 4),
  )
  expect(treeText(store.spans())).toBe('root  1 ms\nask  3 ms\n  answer  1 ms\nalone  1 ms')
})
