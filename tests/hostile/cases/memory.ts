/** Programs that want more memory than there is. What a browser does about that differs; the page and the next run stay. */

import type { CaseGroup } from '../hostile-case.ts'

/** It fails, crashes or is stopped: which of them is up to the browser. */
const ENDS = /./

export const MEMORY: CaseGroup = {
  name: 'memory',
  cases: [
    {
      name: 'doubles a text without an end',
      code: `let text = 'tea'\nfor (;;) text += text`,
      expects: { phase: 'failed', problem: /RangeError|InternalError/, line: 2 },
    },
    {
      name: 'asks for an impossible list',
      code: `new Array(-1)`,
      expects: { phase: 'failed', problem: 'RangeError: Invalid array length', line: 1 },
    },
    {
      name: 'asks for more bytes than there are',
      code: `const kept: ArrayBuffer[] = []\nfor (;;) kept.push(new ArrayBuffer(2 ** 53))`,
      expects: { phase: 'failed', problem: 'RangeError', line: 2 },
    },
    {
      name: 'spreads what never ends',
      code: `function* endless() { for (;;) yield 1 }\nMath.max(...Array.from({ length: 1e7 }, () => 1))`,
      expects: { phase: 'failed', problem: /RangeError|InternalError/, line: 2 },
    },
    {
      name: 'pads a text beyond all limits',
      code: `'tea'.padEnd(2 ** 31)`,
      expects: { phase: 'failed', problem: /RangeError|InternalError/, line: 1 },
    },
    {
      name: 'keeps everything that it makes',
      code: `const kept: unknown[] = []\nfor (;;) kept.push(new Array(1e6).fill(kept.length))`,
      limits: { realTime: 1500 },
      expects: { phase: /failed|stopped/, problem: ENDS },
    },
  ],
}
