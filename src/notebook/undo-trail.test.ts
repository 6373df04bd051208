import fc from 'fast-check'
import { expect, test } from 'vitest'
import { extendTrail, packTrail, unpackTrail } from './undo-trail.ts'

const texts = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '\n', '😀') }), {
  minLength: 1,
  maxLength: 100,
})

test('a trail comes back as it was packed', () => {
  fc.assert(
    fc.property(texts, (trail) => {
      expect(unpackTrail(structuredClone(packTrail(trail)))).toEqual(trail)
    }),
    { seed: 1 },
  )
})

test('a trail keeps the last hundred texts, and none twice in a row', () => {
  let trail: readonly string[] = []
  for (let n = 0; n < 250; n++) trail = extendTrail(extendTrail(trail, `${n}`), `${n}`)
  expect(trail).toHaveLength(100)
  expect([trail[0], trail.at(-1)]).toEqual(['150', '249'])
})

test('texts of which much was put in are left out, the oldest first', () => {
  const long = (letter: string) => letter.repeat(30_000)
  const trail = [long('a'), long('b'), long('c'), long('d')]
  expect(unpackTrail(packTrail(trail))).toEqual(trail.slice(1))
})

test('a small change in a long text takes little room', () => {
  const long = 'x'.repeat(50_000)
  const size = JSON.stringify(packTrail([`${long}1${long}`, `${long}2${long}`])).length
  expect(size).toBeLessThan(2 * long.length + 100)
})

test.each([
  ['nothing', undefined],
  ['no steps', { first: 'a' }],
  ['a step that is none', { first: 'a', steps: [['a', 0, 'b']] }],
  ['a place outside of the text', { first: 'a', steps: [[2, 0, 'b']] }],
  ['a place before the text', { first: 'a', steps: [[-1, 0, 'b']] }],
  ['more taken out than there is', { first: 'a', steps: [[0, 2, 'b']] }],
  ['less than nothing taken out', { first: 'a', steps: [[1, -1, 'b']] }],
  ['too many steps', { first: 'a', steps: Array(100).fill([0, 0, 'b']) }],
])('%s is no trail', (_, packed) => {
  expect(unpackTrail(packed)).toEqual([])
})
