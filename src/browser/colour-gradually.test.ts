import { expect, test } from 'vitest'
import { highlight } from '../build/highlight.ts'
import type { ColouredRow } from './code-highlighter.ts'
import { colourGradually } from './colour-gradually.ts'

/** What was told of a source, in turn. */
async function colour(source: string, signal = new AbortController().signal) {
  const told: (readonly ColouredRow[])[] = []
  await colourGradually(source, (rows) => told.push(rows), signal)
  return told
}

const CODE = `/* A comment
over two rows. */
const words = \`cup \${'of'.length}
tea\`
export async function brew(cups: number): Promise<string> {
  return cups > 1 ? words : 'none'
}
`

/** Every character that can be seen with its class, as `c:code-keyword`. */
function coloured(parts: readonly (readonly [text: string, className: string | undefined])[]) {
  return parts.flatMap(([text, className]) =>
    [...text.replaceAll(/\s/g, '')].map((character) => `${character}:${className}`),
  )
}

test('code gets the colours that it would have got when the site was built', async () => {
  const html = await highlight(CODE, 'typescript')
  const spans = html
    .replaceAll('&#x3C;', '<')
    .matchAll(/<span(?: class="(code-\w+)")?>([\s\S]*?)<\/span>/g)
  const built = [...spans].map(([, className, text = '']) => [text, className] as const)
  const rows = (await colour(CODE)).at(-1) ?? []
  const here = rows.flat().map(({ text, className }) => [text, className] as const)
  expect(coloured(here)).toEqual(coloured(built))
  expect(new Set(here.map(([, className]) => className)).size).toBeGreaterThan(4)
})

test('no text is lost on the way, whatever it is', async () => {
  for (const source of ['', '\n', 'a\n\nb\n', '((((\n'.repeat(50), 'x'.repeat(5000), '\ud800`${']) {
    const rows = (await colour(source)).at(-1) ?? []
    expect(rows.map((row) => row.map(({ text }) => text).join('')).join('\n')).toBe(source)
  }
})

test('the page gets to answer while odd code is coloured', async () => {
  const odd = '((((((((((((((((((((((((((((((((((((((((\n'.repeat(400)
  let ticks = 0
  const timer = setInterval(() => ticks++)
  const told = await colour(odd)
  clearInterval(timer)
  expect(told.length).toBeGreaterThan(3)
  expect(ticks).toBeGreaterThan(3)
  expect(told[0]?.length).toBeLessThan(told[1]?.length ?? 0)
})

test('rows beyond what anybody reads, and very long ones, stay plain', async () => {
  const rows = (await colour(`${'a = 1\n'.repeat(2100)}`)).at(-1)
  expect(rows?.length).toBe(2000)
  const [long] = (await colour(`const a = '${'b'.repeat(300)}'`)).at(-1) ?? []
  expect(long).toHaveLength(1)
})

test('nothing is told any more after it was ended', async () => {
  const end = new AbortController()
  const told: unknown[] = []
  const done = colourGradually(
    CODE.repeat(200),
    (rows) => {
      told.push(rows)
      end.abort()
    },
    end.signal,
  )
  await done
  expect(told).toHaveLength(1)
})
