import { expect, test } from 'vitest'
import { madeUpSpans } from '../../../tests/made-up-spans.ts'
import { recordEachTest } from '../../../tests/recording.ts'
import { markSite } from '../context/ambient.ts'

const recording = recordEachTest()

test('spans that were never ended are reported at the shutdown, once for each place', async () => {
  const { provider, start } = madeUpSpans([])
  for (const name of ['pay', 'pay', 'refund']) start(markSite(3, name))
  start(markSite(4, 'pay'))
  start(markSite(5, 'ended')).end()
  await provider.shutdown()
  const reported = recording.events.map((event) => 'site' in event && [event.site, event])
  expect(reported).toMatchObject([
    [3, { message: '“pay” was never ended, 2 times.' }],
    [3, { message: '“refund” was never ended.' }],
    [4, { message: '“pay” was never ended.' }],
  ])
})

test('a second shutdown has nothing more to say', async () => {
  const { provider, start } = madeUpSpans([])
  start('pay')
  await provider.shutdown()
  await provider.shutdown()
  expect(recording.said()).toEqual(['notice: “pay” was never ended.'])
})
