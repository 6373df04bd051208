/** Visible text is text in which nothing hides: what a program says may hold characters that a page would swallow or obey. */

/** Control characters but tab and newline, zero-width and bidirectional ones, and halves of surrogate pairs. */
const HIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\p{Cs}/gu

/** The text with every hidden character spelled out, as in `⟨U+202E⟩`. */
export function visibleText(text: string): string {
  return text.replace(
    HIDDEN,
    (hidden) => `⟨U+${hidden.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`,
  )
}
