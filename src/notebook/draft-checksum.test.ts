import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checksumOf } from './draft-checksum.ts'

test('a checksum is the CRC-32 of the text as little-endian UTF-16', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 0xffff })), (units) => {
      const text = String.fromCharCode(...units)
      const oracle = crc32(Buffer.from(text, 'utf16le')).toString(16).padStart(8, '0')
      expect(checksumOf(text)).toBe(oracle)
    }),
    { seed: 1 },
  )
})

test('a checksum differs when one character does', () => {
  expect(checksumOf('const a = 1')).not.toBe(checksumOf('const a = 2'))
})
