import { afterEach, expect, test } from 'vitest'
import { connect, host } from './instrumentation-host.ts'
import { span } from './lab-tracer.ts'

afterEach(() => connect())

test('a program that has set nothing up runs with spans that nobody hears', () => {
  expect(span('pay', () => 'paid')).toBe('paid')
})

test('its random bits are 32, and not always the same', () => {
  const drawn = Array.from({ length: 100 }, () => host.randomBits())
  expect(drawn.every((bits) => Number.isInteger(bits) && bits >= 0 && bits < 2 ** 32)).toBe(true)
  expect(new Set(drawn).size).toBeGreaterThan(90)
})

test('its clock counts whole microseconds since the Unix epoch', () => {
  const before = Date.now() * 1000
  const now = host.now()
  expect(Number.isInteger(now)).toBe(true)
  expect(now).toBeGreaterThanOrEqual(before)
})

test('connecting without a host disconnects the one that was there', () => {
  const names: string[] = []
  connect({ ...host, emit: (event) => names.push(event.kind) })
  span('heard', () => {})
  connect()
  span('not heard', () => {})
  expect(names).toEqual(['span-start', 'span-end'])
})
