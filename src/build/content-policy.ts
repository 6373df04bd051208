/** The content policy says what the site's pages, and the frame in which readers' code runs, are allowed to do. */

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** The one script that runs in the frame itself. Both policies name its hash. */
const bootstrap = readFileSync('src/browser/frame-bootstrap.js', 'utf8')

const bootstrapHash = hashOf(bootstrap)

/** The one script that stands in a page's head itself. */
export const themeScript = readFileSync('src/layouts/theme.js', 'utf8')

const framePolicy = [
  `default-src 'none'`,
  `script-src '${bootstrapHash}' blob:`,
  `worker-src blob:`,
  `base-uri 'none'`,
  `form-action 'none'`,
].join('; ')

/** The whole document of the frame, for `srcdoc`. */
export const frameDocument = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${framePolicy}"><script>${bootstrap}</script>`

/** Who may make a document, or the address of a script, of a text; the frame and the workers inherit it. */
const TRUSTED_TYPES = [
  // See `browser/trusted-types.ts`.
  'lab-frame',
  'lab-script',
  'lab-editor',
  // What the editor's sanitizer calls itself.
  'dompurify',
] as const

/**
 * The policy of every page, for Astro's `security.csp`, which adds the hashes of the scripts that it writes itself.
 * `frame-src 'none'` lets a `srcdoc` frame load and stops it from navigating anywhere.
 */
export const pagePolicy = {
  algorithm: 'SHA-256' as const,
  directives: [
    "default-src 'self'",
    "worker-src 'self' blob:",
    "connect-src 'self'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "frame-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    `trusted-types ${TRUSTED_TYPES.join(' ')}`,
  ] as const,
  scriptDirective: {
    resources: ["'self'", "'wasm-unsafe-eval'", 'blob:'],
    hashes: [bootstrapHash, hashOf(themeScript)],
  },
  /** The editor writes style elements, and highlighted code has style attributes. */
  styleDirective: { resources: ["'self'", "'unsafe-inline'"] },
}

function hashOf(script: string): `sha256-${string}` {
  return `sha256-${createHash('sha256').update(script).digest('base64')}`
}
