import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PatternProblem } from './pattern-syntax.ts'
import { regularPattern, wordsPattern } from './text-pattern.ts'

test('words are found wherever they stand, in capitals or not', () => {
  const pattern = wordsPattern('Order 10.2')
  expect(['an order 10.2', 'ORDER 10.2!', 'order 1042', ''].map(pattern.isIn)).toEqual([
    true,
    true,
    false,
    false,
  ])
})

describe('a regular expression', () => {
  const texts = [
    '',
    'order 1042 paid',
    'Order 7',
    'orders',
    'a\nb',
    'ab',
    'aab',
    'aXb',
    'timeout after 30 ms',
    'größe Ä',
    '_-]^\\',
    '\ud83d\ude00 ok',
    'a.b*c',
    '\u2028',
    'ab\u0080',
    '\u007f',
  ]
  test.each([
    '',
    'order',
    '^order \\d+',
    'paid$',
    '^$',
    'a.b',
    'a[^b]b',
    '[A-C]',
    '[\\w-]+',
    '[\\d-z]',
    '[]',
    '[^]',
    '[^\\S]',
    '[-a]',
    '\\bord',
    '\\Brde',
    'ers?\\b',
    '(time|out){2}',
    'a{0}b',
    'a{2,}',
    'a{1,2}b',
    'a{,2}',
    'x*',
    '(a|b)*?c',
    '(?:a|)b',
    '(?<name>or)der',
    'größe|\\xe4',
    '\\u00c4',
    '\\.b\\*',
    '\\s+\\S',
    '\\W',
    '[\\b]',
    '[\\]^]',
    '(^a|b$)',
    '(a*)*b',
  ])('%j finds what the engine finds', (source) => {
    const [ours, engine] = [regularPattern(source), new RegExp(source, 'i')]
    expect(texts.filter((text) => ours.isIn(text))).toEqual(
      texts.filter((text) => engine.test(text)),
    )
  })

  test('of any shape finds what the engine finds', () => {
    const { pattern } = fc.letrec<{ pattern: string }>((tie) => ({
      pattern: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom('a', 'b', '.', '\\w', '[ab]', '[^a]', '^', '$', '\\b', ''),
        fc.tuple(tie('pattern'), tie('pattern')).map(([one, other]) => one + other),
        fc.tuple(tie('pattern'), tie('pattern')).map(([one, other]) => `(?:${one}|${other})`),
        fc
          .tuple(tie('pattern'), fc.constantFrom('*', '+', '?', '{2}', '{1,3}', '{0,1}?', '{2,}'))
          .map(([part, often]) => `(${part})${often}`),
      ),
    }))
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'A', ' '), maxLength: 8 })
    fc.assert(
      fc.property(pattern, fc.array(text), (source, given) => {
        const [ours, engine] = [regularPattern(source), new RegExp(source, 'i')]
        for (const one of given) expect([one, ours.isIn(one)]).toEqual([one, engine.test(one)])
      }),
      { numRuns: 300 },
    )
  })

  test('that has more situations than are remembered finds the same', () => {
    const source = '^(a|b)*a(a|b){11}$'
    const [ours, engine] = [regularPattern(source), new RegExp(source)]
    const text = fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 200, maxLength: 300 })
    fc.assert(
      fc.property(text, (given) => {
        expect(ours.isIn(given)).toBe(engine.test(given))
      }),
    )
  })

  test('that would keep the engine busy for ever is found in one pass', () => {
    const text = `${'a'.repeat(4000)}!`
    for (const source of ['(a+)+b', '(a|a)*b', '(.*)*x', 'a*a*a*a*a*a*b', '(a?){50}a{50}b']) {
      expect(regularPattern(source).isIn(text)).toBe(false)
    }
  })

  test.each([
    ['(', 'This is no regular expression: unterminated group.'],
    ['a{2,1}', 'This is no regular expression: numbers out of order in {} quantifier.'],
    ['(a)\\1', 'Patterns cannot refer back to a group here.'],
    ['(?<n>a)\\k<n>', 'Patterns cannot refer back to a group here.'],
    ['a(?=b)', 'Patterns cannot look ahead or behind here.'],
    ['(?<!a)b', 'Patterns cannot look ahead or behind here.'],
    ['a{9999}', 'The pattern repeats too much.'],
    ['(a{99}){99}', 'The pattern repeats too much.'],
    ['\\cA', 'Patterns cannot name control characters by letters here.'],
    ['[\\1]', 'Patterns cannot name characters by octal numbers here.'],
    ['x'.repeat(501), 'The pattern is too long.'],
  ])('%j is refused, with the reason', (source, reason) => {
    expect(() => regularPattern(source)).toThrow(new PatternProblem(reason))
  })
})
