import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { recordEachTest } from '../../../tests/recording.ts'
import { consoleSink } from './console-sink.ts'
import { LEVELS } from './level.ts'
import { logfmt } from './logfmt.ts'
import { LoggerProvider } from './logger-provider.ts'

const recording = recordEachTest()
const lines: string[] = []

beforeEach(() => {
  lines.length = 0
  for (const method of ['debug', 'info', 'warn', 'error'] as const) {
    vi.spyOn(console, method).mockImplementation((line) => lines.push(`${method}: ${line}`))
  }
})
afterEach(() => vi.restoreAllMocks())

test('each level goes to the method that fits it', () => {
  const log = new LoggerProvider({ sinks: [consoleSink(({ level }) => level)] }).logger('shop')
  for (const level of LEVELS) log[level]('')
  expect(lines).toEqual([
    'debug: trace',
    'debug: debug',
    'info: info',
    'warn: warn',
    'error: error',
    'error: fatal',
  ])
})

test('records are written for people, or in the given format', () => {
  const sinks = [consoleSink(), consoleSink(logfmt)]
  new LoggerProvider({ sinks }).logger('shop').info('hello')
  expect(lines).toEqual([
    'info: 00:00:00.000 INFO  shop: hello',
    'info: time=1970-01-01T00:00:00.000000Z level=info service=program target=shop msg=hello',
  ])
})

test('a format that fails is reported, and the other sinks have the record', () => {
  const broken = consoleSink(() => {
    throw new Error('no')
  })
  new LoggerProvider({ sinks: [broken, consoleSink()] }).logger('shop').info('hello')
  expect(recording.said()).toEqual(['notice: A log sink failed: no'])
  expect(lines).toEqual(['info: 00:00:00.000 INFO  shop: hello'])
})
