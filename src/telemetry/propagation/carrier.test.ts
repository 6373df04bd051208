import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { recordEachTest } from '../../../tests/recording.ts'
import { type Carrier, readHeader, writeHeader } from './carrier.ts'

const recording = recordEachTest()

/** Fails whatever is done with it. */
function broken(): Carrier {
  const fail = () => {
    throw new Error('no')
  }
  return new Proxy({}, { get: fail, set: fail, ownKeys: fail })
}

describe('reading a header', () => {
  test.each<[what: string, carrier: Carrier, value: string | undefined]>([
    ['one that is there', { traceparent: 'a' }, 'a'],
    ['one that is not there', { tracestate: 'a' }, undefined],
    ['one without a value', { traceparent: undefined }, undefined],
    ['one whose name is in capitals', { TRACEPARENT: 'a' }, 'a'],
    ['one whose name is in mixed case', { TraceParent: 'a' }, 'a'],
    ['one with a similar name', { 'trace-parent': 'a' }, undefined],
    ['one with space around it', { traceparent: '\t a b \t' }, 'a b'],
    ['one that came once, as a list', { traceparent: ['a'] }, 'a'],
    ['one that came twice, as a list', { traceparent: ['a', 'b'] }, 'a,b'],
    ['one that came in two spellings', { traceparent: 'a', Traceparent: 'b' }, 'a,b'],
    ['one of bytes, as Kafka has it', { traceparent: new TextEncoder().encode('a-b') }, 'a-b'],
    ['one of Headers', new Headers({ Traceparent: 'a' }), 'a'],
    [
      'one that came twice to Headers',
      new Headers([
        ['traceparent', 'a'],
        ['traceparent', 'b'],
      ]),
      'a, b',
    ],
    ['one that Headers does not have', new Headers(), undefined],
    ['one of a map', new Map([['traceparent', 'a']]), 'a'],
    ['a name that every object has', {}, undefined],
  ])('%s', (_, carrier, value) => {
    expect(readHeader(carrier, 'traceparent')).toBe(value)
  })

  test('does not find what an object inherits', () => {
    expect(readHeader({}, 'constructor')).toBeUndefined()
  })

  test.each<[what: string, carrier: unknown]>([
    ['a carrier that throws', broken()],
    ['no carrier at all', undefined],
    ['a header that is no text', { b3: 5 }],
  ])('reports %s and goes on', (_, carrier) => {
    expect(readHeader(carrier as Carrier, 'b3')).toBeUndefined()
    expect(recording.said()).toEqual([expect.stringContaining('The header b3 could not be read')])
  })
})

describe('writing a header', () => {
  test('keeps what else the carrier holds', () => {
    const carrier: Carrier = { accept: 'text/html' }
    writeHeader(carrier, 'b3', '0')
    expect(carrier).toEqual({ accept: 'text/html', b3: '0' })
  })

  test('takes the place of the same header in another case', () => {
    const carrier: Carrier = { TraceParent: 'old', TRACEPARENT: 'older' }
    writeHeader(carrier, 'traceparent', 'new')
    expect(carrier).toEqual({ traceparent: 'new' })
  })

  test('uses what Headers offers', () => {
    const headers = new Headers({ TraceParent: 'old' })
    writeHeader(headers, 'traceparent', 'new')
    expect([...headers]).toEqual([['traceparent', 'new']])
  })

  test.each<[what: string, carrier: unknown]>([
    ['a carrier that throws', broken()],
    ['a carrier that is frozen', Object.freeze({})],
    ['no carrier at all', null],
  ])('reports %s and goes on', (_, carrier) => {
    writeHeader(carrier as Carrier, 'b3', '0')
    expect(recording.said()).toEqual([
      expect.stringContaining('The header b3 could not be written'),
    ])
  })

  test('is undone by reading, whatever stood there before and in whatever case', () => {
    const spelling = fc.constantFrom('b3', 'B3', 'accept', 'Accept')
    const text = fc.stringMatching(/^[!-~]+$/)
    fc.assert(
      fc.property(fc.dictionary(spelling, text), text, (carrier, value) => {
        writeHeader(carrier, 'b3', value)
        expect(readHeader(carrier, 'b3')).toBe(value)
      }),
    )
  })
})
