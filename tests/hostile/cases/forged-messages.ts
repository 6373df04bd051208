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
const events = (list: string) => `{ kind: 'events', json: JSON.stringify(${list}) }`
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
    forge('sends events that are no JSON', `{ kind: 'events', json: '[' }`),
    forge('sends events that are no list', events(`{ 0: { ${LINE} }, length: 1 }`)),
    forge('sends events as objects', `{ kind: 'events', events: [{ ${LINE} }], json: [] }`),
    forge('sends an event of no kind', events(`[{ ${LINE}, kind: 'tea' }]`)),
    forge('sends a line without a text', events(`[{ ${LINE}, text: undefined }]`)),
    forge('sends a line whose text is an object', events(`[{ ${LINE}, text: { html: '<b>' } }]`)),
    forge('sends a line at no time', events(`[{ ${LINE}, time: null }]`)),
    forge('sends a line at half a microsecond', events(`[{ ${LINE}, time: 0.5 }]`)),
    forge(
      'sends a line by a method that consoles do not have',
      events(`[{ ${LINE}, method: 'constructor' }]`),
    ),
    forge(
      'sends more events at once than there may be',
      events(`Array.from({ length: 5000 }, () => ({ ${LINE} }))`),
    ),
    forge(
      'sends more text at once than there may be',
      `{ kind: 'events', json: ' '.repeat(2e7) + '[]' }`,
    ),
    forge(
      'sends events nested a hundred thousand deep',
      `{ kind: 'events', json: '['.repeat(1e5) + ']'.repeat(1e5) }`,
    ),
    forge('sends bytes in place of a text', `{ kind: 'events', json: new Uint8Array(8) }`),
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
      code: `const json = '[{"kind":"log","time":0,"level":"info","target":"t","message":"m","template":"m","service":"s","site":0,' +
  '"fields":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}}]'
post({ kind: 'events', json })
end()`,
      expects: { says: ['__proto__'], lineCount: 1 },
    },
    {
      name: 'sends names of a million characters',
      place: 'worker',
      code: `const long = 'x'.repeat(60_000)
post({ kind: 'events', json: JSON.stringify([{ kind: 'console', time: 0, method: 'log', text: long, site: 0 }]) })
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
      code: `try { self.postMessage({ kind: 'events', json: new WebAssembly.Memory({ initial: 1 }) }) } catch { post(null) }`,
      expects: IS_REFUSED,
    },
  ],
}
