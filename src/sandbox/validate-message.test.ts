import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MAX_ITEMS, MAX_TEXT } from './limits.ts'
import { NOTHING_DROPPED, PROGRAM_STOP_REASONS, type ProgramMessage } from './protocol.ts'
import { BadMessage, validateProgramMessage } from './validate-message.ts'

const expectRefused = (message: unknown) =>
  expect(() => validateProgramMessage(message)).toThrow(BadMessage)

const MESSAGES: readonly ProgramMessage[] = [
  { kind: 'ready' },
  { kind: 'dropped', dropped: { records: 1, spans: 2, changes: 3, refused: 4, cut: 5 } },
  { kind: 'busy', site: 7 },
  { kind: 'busy' },
  {
    kind: 'dials',
    dials: [{ kind: 'switch', name: 'retry', declared: true, value: false }],
  },
  { kind: 'ended', outcome: { kind: 'done' }, dropped: NOTHING_DROPPED, time: 5 },
  {
    kind: 'ended',
    outcome: {
      kind: 'failed',
      error: { name: 'Error', message: 'no', frames: [{ line: 1, column: 2 }], awaits: [3] },
      unhandled: true,
    },
    dropped: NOTHING_DROPPED,
    time: 5,
  },
  { kind: 'ended', outcome: { kind: 'stuck', sites: [3, 4] }, dropped: NOTHING_DROPPED, time: 5 },
  ...PROGRAM_STOP_REASONS.map(
    (reason) =>
      ({
        kind: 'ended',
        outcome: { kind: 'stopped', reason },
        dropped: NOTHING_DROPPED,
        time: 5,
      }) as const,
  ),
]

test('what an honest program says arrives as it was said: messages, and all the ways in which a program ends', () => {
  for (const message of MESSAGES) expect(validateProgramMessage(message)).toEqual(message)
})

test('a batch of events is handed on for whoever knows those before it', () => {
  const batch = { bytes: 'anything' }
  expect(validateProgramMessage({ kind: 'events', batch, more: 1 })).toEqual({
    kind: 'events',
    batch,
  })
})

describe('a message is refused', () => {
  const ended = (outcome: unknown) => ({
    kind: 'ended',
    outcome,
    dropped: NOTHING_DROPPED,
    time: 5,
  })
  const error = { name: 'Error', message: 'no', frames: [], awaits: [] }

  test.each<[what: string, message: unknown]>([
    ['that is nothing', undefined],
    ['that is a text', 'ready'],
    ['that is a list', [{ kind: 'ready' }]],
    ['of no kind', {}],
    ['of an unknown kind', { kind: 'hello' }],
    ['of a kind that everything inherits', { kind: 'toString' }],
    ['with a busy place that is no number', { kind: 'busy', site: '7' }],
    [
      'with a count that is no number',
      { kind: 'dropped', dropped: { ...NOTHING_DROPPED, spans: '1' } },
    ],
    [
      'with a count of less than nothing',
      { kind: 'dropped', dropped: { ...NOTHING_DROPPED, cut: -1 } },
    ],
    ['without counts', { kind: 'dropped' }],
    ['without dials', { kind: 'dials' }],
    ['with a dial that is none', { kind: 'dials', dials: [{ kind: 'lever' }] }],
    ['with a pause that is neither yes nor no', { kind: 'clock', time: 1, isPaused: 1 }],
    ['that ended in no known way', ended({ kind: 'exploded' })],
    ['that ended for no known reason', ended({ kind: 'stopped', reason: 'bored' })],
    ['that ended in no way', ended(undefined)],
    ['that failed without an error', ended({ kind: 'failed' })],
    [
      'that failed with a name that is no text',
      ended({ kind: 'failed', error: { ...error, name: 1 } }),
    ],
    [
      'that failed at too many places',
      ended({
        kind: 'failed',
        error: { ...error, frames: Array(MAX_ITEMS + 1).fill({ line: 1, column: 1 }) },
      }),
    ],
    [
      'that failed at a place without a line',
      ended({ kind: 'failed', error: { ...error, frames: [{ column: 1 }] } }),
    ],
    [
      'that failed after awaits that are no numbers',
      ended({ kind: 'failed', error: { ...error, awaits: ['1'] } }),
    ],
    ['that is stuck nowhere', ended({ kind: 'stuck' })],
    [
      'that is stuck at too many places',
      ended({ kind: 'stuck', sites: Array(MAX_ITEMS + 1).fill(1) }),
    ],
    ['that is stuck at places with gaps', ended({ kind: 'stuck', sites: Array(2) })],
    [
      'that failed with a message that is too long',
      ended({ kind: 'failed', error: { ...error, message: 'x'.repeat(MAX_TEXT + 1) } }),
    ],
    ['that ended at no time', { ...ended({ kind: 'done' }), time: Number.NaN }],
  ])('%s', (_, message) => {
    expectRefused(message)
  })
})

test('what nobody knows is not passed on', () => {
  const message = validateProgramMessage({ kind: 'busy', site: 7, more: 'x' })
  expect(message).toEqual({ kind: 'busy', site: 7 })
})

describe('nothing but a refusal is ever thrown', () => {
  const tryTo = (message: unknown) => {
    try {
      validateProgramMessage(message)
    } catch (error) {
      expect(error).toBeInstanceOf(BadMessage)
    }
  }

  test('for anything', () => {
    fc.assert(fc.property(fc.anything({ withNullPrototype: true, withBigInt: true }), tryTo))
  })

  test('for a good message with anything in one place', () => {
    const ending = fc.constantFrom(...MESSAGES)
    fc.assert(
      fc.property(ending, fc.string(), fc.anything(), (message, name, value) => {
        tryTo({ ...message, [name]: value })
        tryTo({ ...message, outcome: value })
        if ('outcome' in message)
          tryTo({ ...message, outcome: { ...message.outcome, error: value } })
      }),
    )
  })
})
