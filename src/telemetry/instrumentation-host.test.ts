import { afterEach, expect, test } from 'vitest'
import { connect, host } from './instrumentation-host.ts'
import { span } from './tracer.ts'

afterEach(() => connect())

test('a program that has set nothing up runs with spans that nobody hears', () => {
  expect(span('pay', () => 'paid')).toBe('paid')
})

test('its ids have the form that other processes expect', () => {
  expect(host.newTraceId()).toMatch(/^(?!0+$)[0-9a-f]{32}$/)
  expect(host.newSpanId()).toMatch(/^(?!0+$)[0-9a-f]{16}$/)
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
