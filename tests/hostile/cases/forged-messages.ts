/** Messages that no honest program sends: they are refused as a whole, and a late one is not heard. */

import type { CaseGroup, HostileCase } from '../hostile-case.ts'

const IS_REFUSED: HostileCase['expects'] = {
  phase: 'stopped',
  problem: 'interfered with the lab',
  neverSays: 'forged',
}

/** @param message an expression */
const forge = (name: string, message: string): HostileCase => ({
  name,
  place: 'worker',
  code: `post(${message})\nsay('forged')\nend()`,
  expects: IS_REFUSED,
})

const LINE = `kind: 'console', time: 0, method: 'log', text: 'forged', site: 0`
/** A message that says all this. @param list an expression */
const events = (list: string) => `events(${list})`
/** A good batch with something else in it. @param more members, or an expression that changes the `batch` */
const altered = (more: string) =>
  `(() => { const { kind, batch } = events([{ ${LINE} }]); ${more}; return { kind, batch } })()`
const ended = (outcome: string) =>
  `{ kind: 'ended', outcome: ${outcome}, dropped: { records: 0, spans: 0, changes: 0, refused: 0, cut: 0 }, time: 0 }`
const ERROR = `name: 'Error', message: 'm', frames: [], awaits: []`

export const FORGED_MESSAGES: CaseGroup = {
  name: 'forged messages',
  cases: [
    forge('sends nothing', 'undefined'),
    forge('sends null', 'null'),
    forge('sends a number', '42'),
    forge('sends a text', `'ended'`),
    forge('sends a list', `['ended']`),
    forge('sends a function’s name as a kind', `{ kind: 'constructor' }`),
    forge('sends __proto__ as a kind', `{ kind: '__proto__' }`),
    forge('sends a kind that is an object', `{ kind: { toString: null } }`),
    forge('says twice that it is ready', `{ kind: 'ready' }`),
    forge('sends dials without a list', `{ kind: 'dials' }`),
    forge(
      'sends a dial with a name of markup',
      `{ kind: 'dials', dials: [{ kind: 'switch', name: '<img>', declared: true, value: true }] }`,
    ),
    forge(
      'sends a dial without an end',
      `{ kind: 'dials', dials: [{ kind: 'range', name: 'a', declared: 0, value: 0, from: 0, to: Infinity, step: 1, unit: '' }] }`,
    ),
    forge(
      'sends ten thousand dials',
      `{ kind: 'dials', dials: Array.from({ length: 1e4 }, (_, n) => ({ kind: 'switch', name: 'd' + n, declared: true, value: true })) }`,
    ),
    forge('sends events without a batch', `{ kind: 'events' }`),
    forge('sends a batch that is a text', `{ kind: 'events', batch: '[]' }`),
    forge('sends a batch that is a list', `{ kind: 'events', batch: [new ArrayBuffer(64), ''] }`),
    forge(
      'sends a batch of nothing',
      `{ kind: 'events', batch: { bytes: new ArrayBuffer(0), text: '' } }`,
    ),
    forge(
      'sends a batch of zeros',
      `{ kind: 'events', batch: { bytes: new ArrayBuffer(512), text: '' } }`,
    ),
    forge('sends a batch without a text', altered('delete batch.text')),
    forge('sends a batch whose text is a list', altered('batch.text = [batch.text]')),
    forge(
      'sends a batch with a text that is too short',
      altered('batch.text = batch.text.slice(1)'),
    ),
    forge('sends a batch with a text that is too long', altered(`batch.text += '<b>'`)),
    forge(
      'sends a batch in a view of its buffer',
      altered('batch.bytes = new Uint8Array(batch.bytes)'),
    ),
    forge(
      'sends a batch whose buffer can grow',
      altered(`
      const grows = new ArrayBuffer(batch.bytes.byteLength, { maxByteLength: 2 ** 20 })
      new Uint8Array(grows).set(new Uint8Array(batch.bytes))
      batch.bytes = grows`),
    ),
    forge('sends a batch that is cut off', altered('batch.bytes = batch.bytes.slice(0, -8)')),
    forge(
      'sends a batch with more behind it',
      altered(
        'const more = new Uint8Array(batch.bytes.byteLength + 8); more.set(new Uint8Array(batch.bytes)); batch.bytes = more.buffer',
      ),
    ),
    forge(
      'sends a batch that says to have four billion rows',
      altered('new Uint32Array(batch.bytes)[0] = 2 ** 32 - 1'),
    ),
    forge('sends a line at no time', events(`[{ ${LINE}, time: NaN }]`)),
    forge('sends a line at half a microsecond', events(`[{ ${LINE}, time: 0.5 }]`)),
    forge('sends a line in half a group', events(`[{ ${LINE}, depth: 0.5 }]`)),
    forge(
      'sends a line whose values are none',
      events(`[{ ${LINE}, snapshot: '{"parts":[{"kind":"tea"}]}' }]`),
    ),
    forge('sends a line whose values are no JSON', events(`[{ ${LINE}, snapshot: '<b>' }]`)),
    forge(
      'sends a line whose values are nested fifteen thousand deep',
      events(`[{ ${LINE}, snapshot: '['.repeat(15_000) + ']'.repeat(15_000) }]`),
    ),
    forge(
      'sends more events at once than there may be',
      events(`Array.from({ length: 5000 }, () => ({ ${LINE} }))`),
    ),
    forge('sends more text at once than there may be', altered(`batch.text = ' '.repeat(2e7)`)),
    forge(
      'sends more bytes at once than there may be',
      altered('batch.bytes = new ArrayBuffer(2 ** 26)'),
    ),
    forge('ends in a way that there is not', ended(`{ kind: 'tea' }`)),
    forge('is stopped for a reason that there is not', ended(`{ kind: 'stopped', reason: 'tea' }`)),
    forge('fails with no error', ended(`{ kind: 'failed' }`)),
    forge(
      'fails at a place that is none',
      ended(`{ kind: 'failed', error: { ${ERROR}, frames: [{ line: '1', column: 1 }] } }`),
    ),
    forge('is so far that it is nowhere', `{ kind: 'progress', done: NaN, total: 1 }`),
    forge('is busy in a loop that is none', `{ kind: 'busy', site: 'here' }`),
    forge(
      'has dropped something that can’t be counted',
      `{ kind: 'dropped', dropped: { records: 'many' } }`,
    ),
    {
      name: 'fails at places far outside of its code',
      place: 'worker',
      code: `post(${ended(`{ kind: 'failed', error: { ${ERROR}, frames: [{ line: -5, column: 0 }, { line: 2 ** 40, column: 2 ** 40 }], awaits: [-1, 2 ** 40] }, unhandled: 'yes' }`)})`,
      expects: { phase: 'failed', problem: 'Error: m' },
    },
    {
      name: 'says that its reader has stopped it',
      place: 'worker',
      code: `post(${ended(`{ kind: 'stopped', reason: 'by-reader', site: 3 }`)})`,
      expects: { phase: 'stopped', problem: /./ },
    },
    {
      name: 'goes on after it has ended',
      place: 'worker',
      code: `say('before')\nend()\nfor (let i = 0; i < 100; i++) say('forged')\nend()`,
      expects: { says: ['before'], neverSays: 'forged', lineCount: 1 },
    },
    {
      name: 'ends many times',
      place: 'worker',
      code: `say('before')\nfor (let i = 0; i < 100; i++) end()`,
      expects: { says: ['before'], lineCount: 1 },
    },
    {
      name: 'sends fields that would change what everything inherits from',
      place: 'worker',
      code: `const fields = JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}')
post(events([{ kind: 'log', time: 0, level: 'info', target: 't', message: 'm', template: 'm', service: 's', site: 0, fields }]))
end()`,
      expects: { says: ['__proto__'], lineCount: 1 },
    },
    {
      name: 'sends names of a million characters',
      place: 'worker',
      code: `const long = 'x'.repeat(60_000)
post(events([{ kind: 'console', time: 0, method: 'log', text: long, site: 0 }]))
end()`,
      expects: IS_REFUSED,
    },
    {
      name: 'hands over a port with its message',
      place: 'worker',
      code: `const { port1 } = new MessageChannel()\nself.postMessage({ kind: 'tea', port: port1 }, [port1])`,
      expects: IS_REFUSED,
    },
    {
      name: 'sends what can’t be read at the other end',
      place: 'worker',
      code: `try { self.postMessage({ kind: 'events', batch: new WebAssembly.Memory({ initial: 1 }) }) } catch { post(null) }`,
      expects: IS_REFUSED,
    },
  ],
}
