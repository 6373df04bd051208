import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fillTemplate, holesOf } from './message-template.ts'

const ORDER = { order: 1042, customer: 'Ada', items: ['cup', 'pot'], paid: true, note: null }

test.each<[template: string, message: string]>([
  ['nothing to fill', 'nothing to fill'],
  ['order {order}', 'order 1042'],
  ['{customer} paid: {paid}', 'Ada paid: true'],
  ['{order} and {order} again', '1042 and 1042 again'],
  ['bought {items}', 'bought ["cup","pot"]'],
  ['note: {note}', 'note: null'],
  ['no field: {total}', 'no field: {total}'],
  ['not inherited: {toString}', 'not inherited: {toString}'],
  ['{{order}} stands for itself', '{order} stands for itself'],
  ['{{{order}}}', '{1042}'],
  ['{}', '{}'],
  ['} {', '} {'],
  ['{ order }', '{ order }'],
  ['{order', '{order'],
])('%o reads %o', (template, message) => {
  expect(fillTemplate(template, ORDER)).toBe(message)
})

test.each<[template: string, holes: string[]]>([
  ['nothing', []],
  ['{order} and {items} and {order}', ['order', 'items']],
  ['{{order}} and {{{items}}}', ['items']],
  ['{} and { order }', [' order ']],
])('%o has holes for %j', (template, holes) => {
  expect([...holesOf(template)]).toEqual(holes)
})

test('a value is never read as a template', () => {
  expect(fillTemplate('{a}', { a: '{b}', b: 'no' })).toBe('{b}')
})

test('text whose braces are doubled comes out as it went in', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(fillTemplate(text.replace(/[{}]/g, '$&$&'), ORDER)).toBe(text)
    }),
  )
})
