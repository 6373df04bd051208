import { expect, test } from 'vitest'
import { failed, log, notice, runOf, span, spanStart, written } from '../../tests/made-up-run.ts'
import { traceText } from './trace-text.ts'

test('spans are a tree, and lines stand where they were written', () => {
  const store = runOf(
    log('before', 0),
    spanStart('checkout', 1, { service: 'storefront', spanKind: 'server' }),
    log('begins', 2, { span: 'checkout', level: 'debug' }),
    span('charge', 3, 14.5, { parent: 'checkout', service: 'program' }),
    failed('charge', 'no money'),
    log('over', 15, { span: 'checkout', level: 'error' }),
    written('done', 16),
    notice('checkout was never ended', 17),
  )
  expect(traceText(store)).toMatchInlineSnapshot(`
    "0.0 info before
    checkout (storefront, server)  1.0–never ended
      2.0 debug begins
      charge  3.0–14.5 error: no money
      15.0 error over
    16.0 console.log done
    17.0 notice checkout was never ended"
  `)
})

test('times can be counted from any moment', () => {
  expect(traceText(runOf(log('late', 7)), 5_000)).toBe('2.0 info late')
})

test('the lines of a text stay in their place of the tree, and nothing in it hides', () => {
  const store = runOf(spanStart('a'), log('one\ntwo\u001b[2J', 0, { span: 'a' }))
  expect(traceText(store)).toMatchInlineSnapshot(`
    "a (shop)  0.0–never ended
      0.0 info one
          two⟨U+001B⟩[2J"
  `)
})

test('a run of nothing is no text', () => {
  expect(traceText(runOf())).toBe('')
})

test('a trace can be deeper than the stack', () => {
  const depth = 5_000
  const nested = Array.from({ length: depth }, (_, level) =>
    spanStart(`s${level}`, 0, level > 0 ? { parent: `s${level - 1}` } : {}),
  )
  const rows = traceText(runOf(nested)).split('\n')
  expect(rows).toHaveLength(depth)
  expect(rows.at(-1)).toMatch(new RegExp(`^ {80}⋯${depth - 1} \\S`))
})

test('a cycle of parents stands in the tree, and says so', () => {
  const store = runOf(spanStart('a', 0, { parent: 'b' }), spanStart('b', 1, { parent: 'a' }))
  expect(traceText(store)).toMatchInlineSnapshot(`
    "a (shop)  0.0–never ended (parent in a cycle)
      b (shop)  1.0–never ended"
  `)
})
