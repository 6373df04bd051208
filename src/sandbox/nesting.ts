/** Nesting is how many brackets of a source stand open at once. Compilers go as deep as their stack, and break there. */

/**
 * The first place at which more brackets stand open than allowed.
 * A scan, not a parse: what is no code, such as a regular expression, may be taken for some, but never the other way round
 * so often that it would matter.
 * @returns its offset; nothing if there is none
 */
export function tooDeepAt(source: string, most: number): number | undefined {
  const open: string[] = []
  for (let at = 0; at < source.length; at++) {
    const character = source[at] as string
    if (open.at(-1) === '`') {
      // The text of a template, up to its end or to code in it.
      if (character === '\\') at++
      else if (character === '`') open.pop()
      else if (character === '$' && source[at + 1] === '{') open.push(source[++at] as string)
    } else if (character === '/' && source[at + 1] === '/') {
      at = endOf(source, '\n', at)
    } else if (character === '/' && source[at + 1] === '*') {
      at = endOf(source, '*/', at + 2) + 1
    } else if (character === "'" || character === '"') {
      at = endOfText(source, at)
    } else if ('([{`'.includes(character)) {
      open.push(character)
    } else if (')]}'.includes(character)) {
      open.pop()
    }
    if (open.length > most) return at
  }
  return undefined
}

function endOf(source: string, mark: string, from: number): number {
  const end = source.indexOf(mark, from)
  return end < 0 ? source.length : end
}

/** Where a text in quotes ends: at the same quote, or at the end of its line. */
function endOfText(source: string, start: number): number {
  for (let at = start + 1; at < source.length; at++) {
    const character = source[at]
    if (character === '\\') at++
    else if (character === source[start] || character === '\n') return at
  }
  return source.length
}
