import { expect, test } from 'vitest'
import { RandomSpanId, RandomTraceId } from './random-id.ts'

test('a trace id is 128 random bits in hexadecimal, a span id is 64', () => {
  let bits = 0xf0000000
  const random = () => bits++
  expect(new RandomTraceId(random).text).toBe('f0000000f0000001f0000002f0000003')
  expect(new RandomSpanId(random).text).toBe('f0000004f0000005')
})

test('an id stays the same however often it is read', () => {
  const id = new RandomSpanId(() => Math.floor(Math.random() * 2 ** 32))
  expect(id.text).toBe(id.text)
})

test('an id is never zero, which would mean that there is none', () => {
  expect(new RandomTraceId(() => 0).text).toBe(`${'0'.repeat(31)}1`)
  expect(new RandomSpanId(() => 0).text).toBe(`${'0'.repeat(15)}1`)
})

test('a source of chance may give its bits with a sign', () => {
  expect(new RandomSpanId(() => -1).text).toBe('ffffffffffffffff')
})
