import fc from 'fast-check'
import { expect, test } from 'vitest'
import { packBatch, unpackBatch } from './packed-batch.ts'

test('what was packed comes out as it was', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.string({ unit: 'binary' }), (given, text) => {
      const packed = JSON.parse(JSON.stringify(packBatch({ bytes: given.slice().buffer, text })))
      const { bytes, text: arrived } = unpackBatch(packed)
      expect([...new Uint8Array(bytes)]).toEqual([...given])
      expect(arrived).toBe(text)
    }),
  )
})

test('bytes are base64, as others write it', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (given) => {
      const { bytes } = packBatch({ bytes: given.slice().buffer, text: '' })
      expect(bytes).toBe(Buffer.from(given).toString('base64'))
    }),
  )
})
