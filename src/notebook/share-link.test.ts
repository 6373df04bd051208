import { deflateRawSync, inflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { textPacker } from '../browser/text-packer.ts'
import { LENSES, MAX_SEED } from '../lesson/cell.ts'
import { isShareLink } from './is-share-link.ts'
import { LinkError } from './link-error.ts'
import {
  type LinkedLesson,
  MAX_PACKED,
  readLink,
  type SharedCode,
  writeLink,
} from './share-link.ts'

/** How many generated cases each property is tried on: `FUZZ=20000 npx vitest run src/notebook/share-link.test.ts`. */
const RUNS = Number(process.env.FUZZ ?? 200)
const FUZZ = { seed: 42, numRuns: RUNS }
const LONG = Math.max(20_000, RUNS * 20)

const LESSON: LinkedLesson = { slug: 'tea', cells: ['tea.ts', 'milk.ts', 'constructor.ts'] }

const CODE: SharedCode = {
  lesson: 'tea',
  cell: 'tea.ts',
  sources: { 'tea.ts': "import './milk.ts'\nconsole.log('tea')", 'milk.ts': '// ‘milk’ 🥛' },
  seed: 7,
  lens: 'logs',
  dials: { temperature: 96.5, hasMilk: true, kind: 'Darjeeling' },
}

/** A fragment whose contents somebody has written by hand. */
function forged(text: string): string {
  return `#try=1.${deflateRawSync(text).toString('base64url')}`
}

/** The contents of the example, with something in it changed. */
function changed(change: Readonly<Record<string, unknown>>): string {
  const files = Object.entries(CODE.sources)
  const { sources: _, dials, ...rest } = CODE
  const { lesson, cell, seed, lens } = { ...rest }
  return JSON.stringify({
    ...{ lesson, cell, files, seed, lens, dials: Object.entries(dials) },
    ...change,
  })
}

async function messageOf(fragment: string, lesson = LESSON): Promise<string> {
  try {
    await readLink(fragment, lesson, textPacker)
  } catch (error) {
    if (error instanceof LinkError) return error.message
    throw error
  }
  return 'it was opened'
}

const DAMAGED =
  'This link is damaged: something in it is missing, or was changed on the way. Ask for it again.'

const lettersOnly = fc
  .string({ unit: 'grapheme', maxLength: 400 })
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a link does not carry them
  .map((text) => text.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, ' '))

const sharedCode: fc.Arbitrary<SharedCode> = fc.record({
  lesson: fc.constant('tea'),
  cell: fc.constant('tea.ts'),
  sources: fc.record(
    { 'tea.ts': lettersOnly, 'milk.ts': lettersOnly, 'constructor.ts': lettersOnly },
    { requiredKeys: ['tea.ts'] },
  ),
  seed: fc.integer({ min: 0, max: MAX_SEED }),
  lens: fc.constantFrom(...LENSES),
  dials: fc.dictionary(
    fc.stringMatching(/^[a-z][A-Za-z0-9-]{0,39}$/).filter((name) => !(name in Object.prototype)),
    fc.oneof(
      fc.boolean(),
      // JSON has no negative zero.
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
      lettersOnly.map((text) => text.slice(0, 100)).filter((text) => text.isWellFormed()),
    ),
    { maxKeys: 32 },
  ),
})

describe('a link', () => {
  test('is read as it was written, whatever the code is', { timeout: LONG }, async () => {
    await fc.assert(
      fc.asyncProperty(sharedCode, async (code) => {
        const link = await writeLink(code, textPacker)
        expect(isShareLink(link)).toBe(true)
        expect(link).toMatch(/^#try=1\.[\w-]+$/)
        expect(await readLink(link, LESSON, textPacker)).toEqual(code)
      }),
      FUZZ,
    )
  })

  test('is no name of a section', () => {
    for (const fragment of ['', '#', '#try', '#try-it', '#tea.ts']) {
      expect(isShareLink(fragment), fragment).toBe(false)
    }
  })

  test('brings nothing along that a prototype could lend', async () => {
    const { sources, dials } = await readLink(await writeLink(CODE, textPacker), LESSON, textPacker)
    expect('toString' in sources || 'toString' in dials).toBe(false)
  })

  test('carries hidden characters as they are: the page makes them visible', async () => {
    const code = { ...CODE, sources: { 'tea.ts': 'a\u202e\u200b\u2028b' } }
    const link = await writeLink(code, textPacker)
    expect(await readLink(link, LESSON, textPacker)).toEqual(code)
  })
})

describe('no link is made', () => {
  test('of code that is too long for one, and it is said how long it is', async () => {
    const noise = Array.from({ length: 20_000 }, (_, index) => ((index * 7919) % 9973).toString(36))
    const dense = writeLink({ ...CODE, sources: { 'tea.ts': noise.join('') } }, textPacker)
    await expect(dense).rejects.toMatchObject({
      isTooLarge: true,
      message: expect.stringMatching(
        /^This code is too long for a link: \d+ KB packed, and 16 KB fit\.$/,
      ),
    })
    // Three bytes each.
    const most = '茶'.repeat(64 * 1024)
    const sources = { 'tea.ts': most, 'milk.ts': most }
    await expect(writeLink({ ...CODE, sources }, textPacker)).rejects.toMatchObject({
      isTooLarge: true,
      message: 'This code is too long for a link: 385 KB, and 256 KB fit.',
    })
    const longer = { ...CODE, sources: { 'tea.ts': `${most}!` } }
    await expect(writeLink(longer, textPacker)).rejects.toMatchObject({
      isTooLarge: true,
      message: 'tea.ts has 65537 characters; a cell can have 65536.',
    })
  })

  test.each([
    ['\u0000', 'U+0000'],
    ['\u001b', 'U+001B'],
    ['\r', 'U+000D'],
    ['\ud800', 'U+D800'],
  ])('of code with %j in it', async (strange, name) => {
    const sources = { 'tea.ts': `a\nb${strange}` }
    await expect(writeLink({ ...CODE, sources }, textPacker)).rejects.toThrow(
      `tea.ts has a character in row 2 that a link does not carry: ${name}.`,
    )
  })
})

describe('what is no whole link of this version is not opened:', () => {
  test.each<[fragment: string, message: string]>([
    ['#try=', DAMAGED],
    ['#try=1', DAMAGED],
    ['#try=1.', DAMAGED],
    ['#try=1.AAAA', DAMAGED],
    ['#try=01.AAAA', DAMAGED],
    ['#try=1.Kss%20', DAMAGED],
    ['#try=<img>', DAMAGED],
    [
      '#try=2.AAAA',
      'This link was made by a later version of this site. Reload the page, and it may open.',
    ],
    [
      `#try=1.${'A'.repeat(21_847)}`,
      'This link is longer than any that this site makes: they hold at most 16 KB.',
    ],
  ])('%.20s', async (fragment, message) => {
    expect(await messageOf(fragment)).toBe(message)
  })

  test('a bomb', async () => {
    const bomb = forged('x'.repeat(10 * 1024 * 1024))
    expect(bomb.length).toBeLessThan(MAX_PACKED)
    expect(await messageOf(bomb)).toBe(
      'This link unpacks to more than 256 KB. No code here is that long, so it was not opened.',
    )
  })
})

describe('contents that do not fit are not opened:', () => {
  test('the example itself is', async () => {
    expect(await readLink(forged(changed({})), LESSON, textPacker)).toEqual(CODE)
  })

  const NO_CELL = 'This link brings code for a cell that is not here.'
  const NO_DIAL = 'This link sets a dial to something that no dial can be set to.'
  const NO_SEED = 'The seed in this link is no number up to 999999999.'
  const TEA = ['tea.ts', '']

  test.each<[what: string, text: string, message: string]>([
    ['no JSON', '{', DAMAGED],
    ['no object', '7', DAMAGED],
    ['null', 'null', DAMAGED],
    ['a list', '[]', DAMAGED],
    ['lists in lists without end', '['.repeat(100_000), DAMAGED],
    ['another lesson', changed({ lesson: 'coffee' }), 'This link belongs to another lesson.'],
    ['a lesson that is a number', changed({ lesson: 1 }), DAMAGED],
    [
      'a cell that is not here',
      changed({ cell: 'rum.ts' }),
      'This link is about a cell that is not here.',
    ],
    ['a cell without its code', changed({ files: [['milk.ts', '']] }), DAMAGED],
    ['no files', changed({ files: undefined }), DAMAGED],
    ['a file of no cell', changed({ files: [TEA, ['rum.ts', '']] }), NO_CELL],
    ['a file called __proto__', changed({ files: [TEA, ['__proto__', '']] }), NO_CELL],
    ['a file called toString', changed({ files: [TEA, ['toString', '']] }), NO_CELL],
    ['a file twice', changed({ files: [TEA, TEA] }), DAMAGED],
    ['code that is no text', changed({ files: [['tea.ts', 7]] }), DAMAGED],
    [
      'code that does not compile, as it is too long',
      changed({ files: [['tea.ts', ' '.repeat(65_537)]] }),
      'tea.ts has 65537 characters; a cell can have 65536.',
    ],
    ['a pair of three', changed({ files: [['tea.ts', '', '']] }), DAMAGED],
    ['more files than cells', changed({ files: Array.from({ length: 9 }, () => TEA) }), DAMAGED],
    [
      'a zero byte in the code',
      changed({ files: [['tea.ts', 'a\n\nb\u0000']] }),
      'tea.ts has a character in row 3 that a link does not carry: U+0000.',
    ],
    [
      'half of a surrogate pair in the code',
      changed({ files: [['tea.ts', '\udc00']] }),
      'tea.ts has a character in row 1 that a link does not carry: U+DC00.',
    ],
    ['no seed', changed({ seed: undefined }), NO_SEED],
    ['a negative seed', changed({ seed: -1 }), NO_SEED],
    ['half a seed', changed({ seed: 0.5 }), NO_SEED],
    ['a seed that is too large', changed({ seed: 1_000_000_000 }), NO_SEED],
    ['a seed as a text', changed({ seed: '7' }), NO_SEED],
    [
      'a lens that is not here',
      changed({ lens: 'x-ray' }),
      'This link asks for a lens that is not here.',
    ],
    ['a dial called __proto__', changed({ dials: [['__proto__', 1]] }), NO_DIAL],
    ['a dial called constructor', changed({ dials: [['constructor', 1]] }), NO_DIAL],
    ['a dial set to a list', changed({ dials: [['heat', []]] }), NO_DIAL],
    ['a dial set to null', changed({ dials: [['heat', null]] }), NO_DIAL],
    ['a dial set to a long text', changed({ dials: [['heat', 'x'.repeat(201)]] }), NO_DIAL],
    ['a dial set to a control character', changed({ dials: [['heat', '\u0007']] }), NO_DIAL],
    [
      'a dial twice',
      changed({
        dials: [
          ['heat', 1],
          ['heat', 2],
        ],
      }),
      DAMAGED,
    ],
    ['an infinite dial', changed({}).replace('96.5', '1e999'), NO_DIAL],
    ['33 dials', changed({ dials: Array.from({ length: 33 }, (_, n) => [`d${n}`, n]) }), DAMAGED],
    ['a part that nobody knows', changed({ run: true }), DAMAGED],
    ['a part twice', changed({}).replace('{', '{"seed":1,'), DAMAGED],
    ['a prototype', changed({}).replace('{', '{"__proto__":{},'), DAMAGED],
    ['a number in another spelling', changed({}).replace(':7,', ':7.0,'), DAMAGED],
    ['spaces', changed({}).replace('{', '{ '), DAMAGED],
    ['an escape that nobody needs', changed({}).replace('"tea"', '"\\u0074ea"'), DAMAGED],
  ])('%s', async (_, text, message) => {
    expect(await messageOf(forged(text))).toBe(message)
  })
})

describe('whatever an address holds, it is opened whole or refused with a message:', () => {
  test('any text', { timeout: LONG }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
        expect(await messageOf(`#try=${text}`)).toMatch(/^This link/)
        expect(await messageOf(`#try=1.${text}`)).toMatch(/^This link/)
      }),
      FUZZ,
    )
  })

  test('any bytes', { timeout: LONG }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 600 }), async (bytes) => {
        const fragment = `#try=1.${Buffer.from(bytes).toString('base64url')}`
        expect(await messageOf(fragment)).toMatch(/^This link/)
      }),
      FUZZ,
    )
  })

  test('any JSON', { timeout: LONG }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), async (json) => {
        expect(await messageOf(forged(json))).toBe(DAMAGED)
      }),
      FUZZ,
    )
  })

  test('a link with some of its characters changed, left out or put in', {
    timeout: LONG,
  }, async () => {
    const link = await writeLink(CODE, textPacker)
    const letter = fc.constantFrom(...'AZaz09-_.%')
    const change = fc.record({ at: fc.nat(link.length), drop: fc.nat(3), put: letter })
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        const other = changes.reduce(
          (text, { at, drop, put }) => text.slice(0, at) + put + text.slice(at + drop),
          link,
        )
        const opened = await readLink(other, LESSON, textPacker).catch((error) => {
          expect(error).toBeInstanceOf(LinkError)
        })
        // What is opened is something that this site would write.
        if (opened) expect(textIn(await writeLink(opened, textPacker))).toBe(textIn(other))
      }),
      FUZZ,
    )
  })

  test('contents with some of their characters changed', { timeout: LONG }, async () => {
    const text = changed({})
    await fc.assert(
      fc.asyncProperty(
        fc.nat(text.length - 1),
        fc.constantFrom(...'{}[]",:0-9\\e\u0000\ud800'.split('')),
        async (at, put) => {
          const other = text.slice(0, at) + put + text.slice(at + 1)
          const opened = await readLink(forged(other), LESSON, textPacker).catch((error) => {
            expect(error).toBeInstanceOf(LinkError)
          })
          // UTF-8 has no halves of surrogate pairs.
          if (opened) expect(textIn(await writeLink(opened, textPacker))).toBe(other.toWellFormed())
        },
      ),
      FUZZ,
    )
  })
})

function textIn(link: string): string {
  return inflateRawSync(Buffer.from(link.slice('#try=1.'.length), 'base64url')).toString()
}
