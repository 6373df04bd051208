import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SeededRandom } from '../chance/seeded-random.ts'
import { virtualCrypto } from './virtual-crypto.ts'

const cryptoOf = (seed: string | number) => virtualCrypto(new SeededRandom(seed))

test('every UUID says that it is random, and is unlike the one before', () => {
  fc.assert(
    fc.property(fc.string(), (seed) => {
      const crypto = cryptoOf(seed)
      const [one, other] = [crypto.randomUUID(), crypto.randomUUID()]
      expect(one).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
      expect(other).not.toBe(one)
    }),
  )
})

test('a seed gives one sequence, and another seed another', () => {
  const bytes = (seed: number) => [...cryptoOf(seed).getRandomValues(new Uint8Array(16))]
  expect(bytes(1)).toEqual(bytes(1))
  expect(bytes(1)).not.toEqual(bytes(2))
})

test('only the part of a buffer that an array covers is filled', () => {
  const whole = new Uint8Array(12)
  const part = whole.subarray(4, 8)
  expect(cryptoOf(1).getRandomValues(part)).toBe(part)
  expect([...whole.subarray(0, 4), ...whole.subarray(8)]).toEqual(Array(8).fill(0))
  expect(part.some((byte) => byte !== 0)).toBe(true)
})

test('all bytes are as likely as each other', () => {
  const counts = new Uint32Array(256)
  const bytes = cryptoOf(1).getRandomValues(new Uint8Array(65_536))
  for (const byte of bytes) counts[byte] = (counts[byte] as number) + 1
  // 256 of each are expected; six standard deviations are 96.
  expect(Math.max(...counts.map((count) => Math.abs(count - 256)))).toBeLessThan(96)
})
