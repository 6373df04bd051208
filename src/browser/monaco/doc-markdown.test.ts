import { describe, expect, test } from 'vitest'
import { codeMarkdown, docMarkdown } from './doc-markdown.ts'

function markdown(text: string): string {
  return docMarkdown([{ text }])
}

describe('documentation', () => {
  test('keeps code, and nothing else that Markdown knows', () => {
    expect(markdown('Calls `fn()`.')).toBe('Calls `fn()`\\.')
    expect(markdown('```\na * b\n```')).toBe('```\na * b\n```')
  })

  test.each([
    ['an image', '![x](https://example.org/x.png)', /!\[|]\(/],
    ['a link', '[x](https://example.org)', /]\(/],
    ['a bare address', 'https://example.org', /https:\/\//],
    ['an address without its scheme', 'www.example.org', /www\.e/],
    ['a mail address', 'a@example.org', /a@/],
    ['HTML', '<b onclick=x>', /(?<!\\)</],
  ])('has no %s', (_, text, active) => {
    expect(markdown(text)).not.toMatch(active)
  })

  test('does not take a lonely backtick for code', () => {
    expect(markdown('a ` b [x](y)')).toBe('a \\` b \\[x\\]\\(y\\)')
  })

  test('shows what a link leads to', () => {
    const parts = [
      { text: 'see ', kind: 'text' },
      { text: '{@link ', kind: 'link' },
      { text: 'Tracer.span', kind: 'linkName' },
      { text: '}', kind: 'link' },
    ]
    expect(docMarkdown(parts)).toBe('see `Tracer.span`')
  })

  test('lists tags with what they are about', () => {
    const text = [
      { text: 'ms', kind: 'parameterName' },
      { text: ' ', kind: 'space' },
      { text: 'milliseconds', kind: 'text' },
    ]
    expect(docMarkdown([{ text: 'Waits' }], [{ name: 'param', text }])).toBe(
      'Waits\n\n*@param* `ms` milliseconds',
    )
  })

  test('has code in a fence that the code can’t close', () => {
    expect(codeMarkdown('const x: "```"')).toBe('`````typescript\nconst x: "```"\n`````')
  })
})
