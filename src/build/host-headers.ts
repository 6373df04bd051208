/**
 * The host headers are what a page cannot say about itself: a `_headers` file in the built site, which many hosts of
 * static sites read. Without it everything works, but another site can put this one into a frame.
 */

import { writeFile } from 'node:fs/promises'
import type { AstroIntegration } from 'astro'

/** Headers by the paths that they are for. */
const HEADERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '/*': {
    'Content-Security-Policy': "frame-ancestors 'none'",
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Permissions-Policy':
      'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
    'Referrer-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    // For browsers that do not know `frame-ancestors`.
    'X-Frame-Options': 'DENY',
  },
  // Their names change with what is in them.
  '/_astro/*': { 'Cache-Control': 'public, max-age=31536000, immutable' },
}

/** Writes the file when the site has been built. */
export function hostHeaders(): AstroIntegration {
  return {
    name: 'lines-and-spans:host-headers',
    hooks: {
      'astro:build:done': ({ dir }) => writeFile(new URL('_headers', dir), headersText()),
    },
  }
}

/** A path, and below it, indented, its headers: as Netlify and Cloudflare Pages read it. */
function headersText(): string {
  return Object.entries(HEADERS)
    .map(([path, headers]) => {
      const lines = Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`)
      return `${[path, ...lines].join('\n')}\n`
    })
    .join('\n')
}
