/** The files of a page are what it needs beside its HTML: the build lists them, and the reader's browser can keep them. */

/** What a reader wants to do decides which files that takes; each part comes on top of those before it. */
export const PARTS = ['page', 'compiler', 'editor'] as const

/**
 * `page`: reading it, and running its cells as they are. `compiler`: running edited cells, and editing them in a plain
 * field. `editor`: editing them in the full editor.
 */
export type Part = (typeof PARTS)[number]

/** A file whose name says its content: under this name there is never another one. */
export interface PageFile {
  /** Its path from the site's home. */
  readonly path: string
  /** Bytes, as a browser keeps it. */
  readonly size: number
  /** Of its content, as browsers check it: `sha256-…`. */
  readonly integrity: string
}

export interface PageFiles {
  readonly parts: Readonly<Record<Part, readonly PageFile[]>>
  readonly course: CourseFiles
}

/** What it takes to keep the whole course. */
export interface CourseFiles {
  /** Another one if any page of the course is another one. */
  readonly version: string
  /** Paths from the site's home: the home page, and every lesson. */
  readonly pages: readonly string[]
  /** Bytes of all pages and all their files, compressed as they travel. */
  readonly transferSize: number
  /** The same, as a browser keeps them. */
  readonly size: number
}

/** The `<meta>` of a page that names its list. */
export const LIST_META = 'page-files'

/** @returns the address of a page's list, if it was built with one */
export function listAddressIn(html: string): string | undefined {
  return new RegExp(`<meta name="${LIST_META}" content="([^"]+)"`).exec(html)?.[1]
}

/** @throws Error if the text is no list: hosts answer with a page of theirs where a file is gone */
export function parsePageFiles(text: string): PageFiles {
  const list: Partial<PageFiles> | null = JSON.parse(text)
  if (!PARTS.every((part) => Array.isArray(list?.parts?.[part]))) {
    throw new Error('This is no list of files.')
  }
  return list as PageFiles
}

/** The files of some parts, one after another. */
export function filesOf({ parts }: PageFiles, wanted: readonly Part[]): readonly PageFile[] {
  return PARTS.filter((part) => wanted.includes(part)).flatMap((part) => parts[part])
}
