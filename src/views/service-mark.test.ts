import fc from 'fast-check'
import { expect, test } from 'vitest'
import { markServices, SERVICE_COLOURS } from './service-mark.ts'

const monograms = (...services: readonly string[]) =>
  [...markServices(services).values()].map(({ monogram }) => monogram).join(' ')

test.each<[services: string[], marks: string]>([
  [['browser', 'storefront', 'cart'], 'Br St Ca'],
  [['payments', 'pricing', 'packing'], 'Pa Pr Pc'],
  [['shop', 'shop2', 'shop3'], 'Sh So Sp'],
  [['x'], 'X1'],
  [['x', 'X'], 'X1 X2'],
  [['aa', 'a', 'aaa'], 'Aa A1 A2'],
  [['3d-printer', '3m'], '3d 3m'],
  [['über-uns', 'übung'], 'Üb Üu'],
  [['在庫', '在庫管理'], '在庫 在管'],
  [['--', '?!'], '?1 ?2'],
])('%j are marked %s', (services, marks) => {
  expect(monograms(...services)).toBe(marks)
})

test('colours are given in the order of appearance, and begin again', () => {
  const services = Array.from({ length: SERVICE_COLOURS + 2 }, (_, index) => `service ${index}`)
  const colours = [...markServices(services).values()].map(({ colour }) => colour)
  expect(colours).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 0, 1])
})

test('a service keeps its mark when others come after it', () => {
  const early = markServices(['payments', 'pricing'])
  const late = markServices(['payments', 'pricing', 'packing'])
  expect([...late].slice(0, 2)).toEqual([...early])
})

test('no two services of a run have one monogram', () => {
  const name = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: fc.constantFrom('a', 'b', 'A', '1', '2', '-'), maxLength: 4 }),
  )
  fc.assert(
    fc.property(fc.uniqueArray(name, { maxLength: 60 }), (services) => {
      const marks = [...markServices(services).values()]
      expect(marks.map(({ service }) => service)).toEqual(services)
      expect(new Set(marks.map(({ monogram }) => monogram)).size).toBe(services.length)
    }),
  )
})
