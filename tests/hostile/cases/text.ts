/** Texts that would be more than text: each is shown as the characters of which it is made, wherever it stands. */

import type { CaseGroup, HostileCase } from '../hostile-case.ts'

/** Says a text in every place where a program can put one. @param text a literal */
const speaks = (
  name: string,
  text: string,
  shown: string | RegExp,
  dropped?: string,
): HostileCase => ({
  name: `speaks in ${name}`,
  code: `import { logger } from '@lab/logger'
import { span } from '@lab/tracer'
const text = ${text}
console.log(text)
logger(text).warn(text, { [text]: text, nested: { [text]: [text] } })
span(text, (it) => it.setAttribute(text, text).addEvent(text, { [text]: text }).setStatus({ code: 'error', message: text }))
throw Object.assign(new Error(text), { name: text })`,
  expects: { phase: 'failed', problem: shown, says: [shown], spanCount: 1, lineCount: 2, dropped },
})

export const TEXT: CaseGroup = {
  name: 'text',
  cases: [
    speaks(
      'HTML with a script',
      `'<script>document.title = "mine"</script>'`,
      '<script>document.title',
    ),
    speaks(
      'HTML with a picture that fails',
      `'<img src=x onerror="alert(1)">'`,
      '<img src=x onerror=',
    ),
    speaks(
      'HTML with an SVG',
      `'<svg onload=alert(1)><a href="javascript:alert(1)">x</a></svg>'`,
      '<svg onload',
    ),
    speaks(
      'HTML with a frame',
      `'<iframe srcdoc="<script>parent.alert(1)</script>"></iframe>'`,
      '<iframe srcdoc',
    ),
    speaks('the end of a script', `'</script><script>alert(1)</script>'`, '</script><script>'),
    speaks('the end of an attribute', `'"><b onmouseover=alert(1)>'`, '"><b onmouseover'),
    speaks(
      'a comment and entities',
      `'<!-- &lt;b&gt; &#x3c;b&#x3e; -->'`,
      '<!-- &lt;b&gt; &#x3c;b',
    ),
    speaks(
      'Markdown',
      `'[tea](javascript:alert(1)) **bold** ![x](LISTENER/image.png)'`,
      '[tea](javascript:alert(1)) **bold**',
    ),
    speaks('links', `'LISTENER/link javascript:alert(1) data:text/html,x'`, 'javascript:alert(1)'),
    speaks(
      'colours of a terminal',
      `'\\u001b[31mred\\u001b[0m \\u001b]8;;LISTENER\\u0007link'`,
      '⟨U+001B⟩[31mred',
    ),
    speaks('two directions', `'user\\u202etxt.exe\\u2066 \\u2069'`, 'user⟨U+202E⟩txt.exe⟨U+2066⟩'),
    speaks(
      'characters without a width',
      `'te\\u200ba\\u2060\\ufeff\\u00ad'`,
      'te⟨U+200B⟩a⟨U+2060⟩⟨U+FEFF⟩⟨U+00AD⟩',
    ),
    speaks(
      'control characters',
      `'\\u0000nul\\u0008back\\u007fdel\\u0085next\\rreturn'`,
      '⟨U+0000⟩nul⟨U+0008⟩back⟨U+007F⟩del⟨U+0085⟩next⟨U+000D⟩',
    ),
    speaks('separators of lines', `'one\\u2028two\\u2029three'`, 'one⟨U+2028⟩two⟨U+2029⟩three'),
    speaks('halves of characters', `'\\ud83d alone \\udfff'`, '⟨U+D83D⟩ alone ⟨U+DFFF⟩'),
    speaks('letters that pile up', `'t' + '\\u0301'.repeat(500)`, /t\u0301{100}/, 'were cut'),
    speaks('a word as wide as a street', `'W'.repeat(4000)`, 'WWWWWWWWWW', 'were cut'),
    speaks('five hundred lines', `'line\\n'.repeat(500)`, /line\nline/, 'were cut'),
    speaks('names that objects have', `'__proto__'`, '__proto__'),
    speaks('templates', `'{tea} {{tea}} %s %c %o \${tea}'`, '%s %c %o'),
  ],
}
