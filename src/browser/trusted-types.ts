/**
 * Trusted types: where the page's policy asks for them, a text becomes a document or the address of a script only through
 * one of these functions. So this file lists every such place.
 */

/** What TypeScript's DOM library does not know. */
interface Policies {
  createPolicy(name: string, rules: Rules): Rules
}
interface Rules {
  createHTML?(html: string): string
  createScriptURL?(url: string): string
}

const { trustedTypes } = globalThis as { trustedTypes?: Policies }

/** The document of the frame in which readers' code runs, for `srcdoc`: made by the build, the same for every run. */
export function trustedFrame(frameDocument: string): string {
  framePolicy ??= policy('lab-frame', { createHTML: (html) => html })
  return framePolicy?.createHTML?.(frameDocument) ?? frameDocument
}

let framePolicy: Rules | undefined

function policy(name: string, rules: Rules): Rules | undefined {
  return trustedTypes?.createPolicy(name, rules)
}
