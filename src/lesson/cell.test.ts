import { describe, expect, test } from 'vitest'
import { isCellMeta, parseCell } from './cell.ts'

test.each<[meta: string, isCell: boolean]>([
  ['cell=checkout.ts', true],
  ['lens=trace cell=checkout.ts', true],
  ['cell=', true],
  ['', false],
  ['subcell=checkout.ts', false],
  ['title="cell"', false],
])('a fence with the meta “%s” is a cell: %o', (meta, isCell) => {
  expect(isCellMeta(meta)).toBe(isCell)
})

test('what an author leaves out has its default', () => {
  expect(parseCell({ meta: 'cell=checkout.ts', source: 'pay()' })).toEqual({
    name: 'checkout.ts',
    source: 'pay()',
    lens: 'both',
    seed: 1,
    clock: 'virtual',
    fails: false,
  })
})

test('settings stand in any order', () => {
  const meta = '  fails=true seed=007  lens=trace clock=real cell=slow-bank-2.ts '
  expect(parseCell({ meta, source: '' })).toMatchObject({
    name: 'slow-bank-2.ts',
    lens: 'trace',
    seed: 7,
    clock: 'real',
    fails: true,
  })
})

test('a lesson may ask for more time, in seconds, and for more records', () => {
  expect(parseCell({ meta: 'cell=a.ts time=30 records=100000', source: '' })).toMatchObject({
    realTime: 30_000,
    records: 100_000,
  })
})

test('the line break at the end of a fence is not part of the source', () => {
  expect(parseCell({ meta: 'cell=a.ts', source: 'one\n\n' }).source).toBe('one\n')
})

describe('an author is told what is wrong:', () => {
  test.each<[meta: string, message: string]>([
    ['cell=Checkout.ts', '“Checkout.ts” is no name for a cell; a name looks like “slow-bank.ts”.'],
    ['cell=checkout.js', '“checkout.js” is no name for a cell; a name looks like “slow-bank.ts”.'],
    [
      'cell=../secret.ts',
      '“../secret.ts” is no name for a cell; a name looks like “slow-bank.ts”.',
    ],
    ['lens=trace', '“undefined” is no name for a cell; a name looks like “slow-bank.ts”.'],
    [
      'cell=a.ts lens=cloud',
      '“cloud” is no lens; there are: logs, trace, both, fold, flame, map, metrics, table, compare, console.',
    ],
    ['cell=a.ts seed=-1', 'the seed “-1” is not a whole number.'],
    ['cell=a.ts seed=1234567890', 'the seed “1234567890” is not a whole number.'],
    ['cell=a.ts clock=wall', '“wall” is no clock; there are: virtual, real.'],
    ['cell=a.ts fails=yes', 'fails is true or false.'],
    ['cell=a.ts time=31', 'time is a whole number from 1 to 30.'],
    ['cell=a.ts time=0', 'time is a whole number from 1 to 30.'],
    ['cell=a.ts time=1.5', 'time is a whole number from 1 to 30.'],
    ['cell=a.ts records=100001', 'records is a whole number from 1 to 100000.'],
    ['cell=a.ts records=many', 'records is a whole number from 1 to 100000.'],
    ['cell=a.ts colour=red', 'a cell has no setting “colour”.'],
    ['cell=a.ts fails', '“fails” is not a setting; settings look like seed=7.'],
    ['cell=', '“cell=” is not a setting; settings look like seed=7.'],
    ['cell=a.ts seed = 7', '“seed” is not a setting; settings look like seed=7.'],
  ])('%s', (meta, message) => {
    expect(() => parseCell({ meta, source: '' })).toThrow(new Error(message))
  })
})
