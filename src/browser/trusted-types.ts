/**
 * Trusted types: where the policy asks for them, a text becomes a document or the address of a script only through one of
 * these functions. So this file lists every such place; the frame's bootstrap, which can import nothing, makes its own
 * `lab-script`.
 */

/** What TypeScript's DOM library does not know yet. */
interface TrustedTypes {
  createPolicy(name: string, rules: Rules): Policy
}
interface Rules {
  createHTML?(html: string): string
  createScriptURL?(url: string): string
}
interface Policy extends Rules {
  readonly name: string
}

/** Taken at once: a program's worker has none of this when it runs. */
const { location, URL } = globalThis
const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes }

let frames: Policy | undefined
let scripts: Policy | undefined
let editors: Policy | undefined

/** The document of the frame in which readers' code runs, for `srcdoc`: made by the build, the same for every run. */
export function trustedFrame(frameDocument: string): string {
  frames ??= trustedTypes?.createPolicy('lab-frame', { createHTML: (html) => html })
  return frames?.createHTML?.(frameDocument) ?? frameDocument
}

/**
 * The address of a script, for `new Worker` and `importScripts`: one of this site, or one that was made in this place.
 * @throws TypeError for any other
 */
export function trustedScript(url: string): string {
  scripts ??= trustedTypes?.createPolicy('lab-script', { createScriptURL: ownScript })
  return scripts?.createScriptURL?.(url) ?? ownScript(url)
}

/**
 * What the editor makes of text: Monaco asks for policies by many names, two of them twice, and gets this one for all. Its
 * rows are built from escaped code, and its hovers go through a sanitizer of its own.
 */
export function trustedEditor(): Policy | undefined {
  editors ??= trustedTypes?.createPolicy('lab-editor', {
    createHTML: (html) => html,
    createScriptURL: ownScript,
  })
  return editors
}

function ownScript(url: string): string {
  const { protocol, origin } = new URL(url, location.href)
  if (protocol === 'blob:' || origin === location.origin) return url
  throw new TypeError(`${url} is no script of this site.`)
}
