/** The palette can be read and told apart, in light and dark and under every colour-vision deficiency. */

import { readFileSync } from 'node:fs'
import {
  type Color,
  differenceCiede2000,
  filterDeficiencyDeuter,
  filterDeficiencyProt,
  filterDeficiencyTrit,
  parse,
  wcagContrast,
} from 'culori'
import { describe, expect, test } from 'vitest'
import { SERVICE_COLOURS } from '../views/service-mark.ts'

/** Colours by the names of their tokens. */
type Palette = ReadonlyMap<string, Color>

const tokens = readFileSync('src/styles/tokens.css', 'utf8')
const palettes = { light: readPalette('light'), dark: readPalette('dark') }

const SERVICES = Array.from({ length: SERVICE_COLOURS }, (_, index) => `service-${index}`)
const TEXT = ['ink', 'ink-soft', 'accent', 'error', 'warn']
const CODE = [...palettes.light.keys()].filter((name) => name.startsWith('code-'))

/** What can stand on what. The soft ones lie under what is related, and under what is wrong. */
const READ_ON: Readonly<Record<string, readonly string[]>> = {
  paper: TEXT,
  'paper-raised': [...TEXT, ...CODE],
  'accent-soft': [...TEXT, ...CODE],
  'error-soft': [...TEXT, ...CODE],
}

/** WCAG 2.2, 1.4.3: text. */
const TEXT_CONTRAST = 4.5

/** WCAG 2.2, 1.4.11: marks that have to be seen. */
const MARK_CONTRAST = 3

/** CIEDE2000. One is what a trained eye just sees with the two side by side; in a chart they lie apart. */
const TOLD_APART = 11

const VISIONS: Readonly<Record<string, (colour: Color) => Color>> = {
  'full colour vision': (colour: Color) => colour,
  protanopia: filterDeficiencyProt(1),
  deuteranopia: filterDeficiencyDeuter(1),
  tritanopia: filterDeficiencyTrit(1),
}

describe.each(Object.entries(palettes))('in %s', (_, palette) => {
  test('every text has enough contrast with what it stands on', () => {
    const pairs = Object.entries(READ_ON).flatMap(([ground, texts]) =>
      texts.map((text): Pair => [text, ground]),
    )
    expect(pairs.length).toBeGreaterThan(30)
    expect(tooClose(palette, pairs, TEXT_CONTRAST)).toEqual([])
  })

  test('every service’s bar stands out from the paper', () => {
    const pairs = SERVICES.map((service): Pair => [service, 'paper'])
    expect(tooClose(palette, pairs, MARK_CONTRAST)).toEqual([])
  })

  test('the letter on every service’s chip can be read', () => {
    const pairs = SERVICES.map((service): Pair => ['on-service', service])
    expect(tooClose(palette, pairs, TEXT_CONTRAST)).toEqual([])
  })

  test.each(Object.entries(VISIONS))('services are told apart with %s', (_, seen) => {
    const difference = differenceCiede2000()
    const pairs = SERVICES.flatMap((one, index) =>
      SERVICES.slice(index + 1).map((other): Pair => [one, other]),
    )
    const alike = pairs.filter(([one, other]) => {
      return difference(seen(find(palette, one)), seen(find(palette, other))) < TOLD_APART
    })
    expect(alike).toEqual([])
  })
})

type Pair = readonly [front: string, ground: string]

/** The pairs that have less than this contrast, in words. */
function tooClose(palette: Palette, pairs: readonly Pair[], contrast: number): string[] {
  return pairs
    .map(([front, ground]) => ({
      pair: `${front} on ${ground}`,
      has: wcagContrast(find(palette, front), find(palette, ground)),
    }))
    .filter(({ has }) => has < contrast)
    .map(({ pair, has }) => `${pair}: ${has.toFixed(2)}`)
}

function find(palette: Palette, name: string): Color {
  const colour = palette.get(name)
  if (!colour) throw new Error(`tokens.css has no colour --${name}.`)
  return colour
}

/** Reads tokens such as `--paper: light-dark(#fcfbf8, #17181b);` */
function readPalette(mode: 'light' | 'dark'): Palette {
  const written = tokens.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);/g)
  return new Map(
    [...written].map(([, name = '', light = '', dark = '']) => [
      name,
      parse(mode === 'light' ? light : dark) as Color,
    ]),
  )
}
