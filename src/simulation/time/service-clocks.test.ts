import { expect, test } from 'vitest'
import { withContext } from '../../telemetry/context/ambient.ts'
import { Context } from '../../telemetry/context/context.ts'
import { withService } from '../../telemetry/resource.ts'
import { ServiceClocks } from './service-clocks.ts'

const timeOf = (service: string, clocks: ServiceClocks) =>
  withContext(withService(Context.ROOT, service), () => clocks.now())

test('only the clock that was set wrong is wrong, to the microsecond', () => {
  const clocks = new ServiceClocks(() => 1_000_000)
  clocks.skew('payments', -80.0004)
  clocks.skew('bank', 20)
  expect(timeOf('payments', clocks)).toBe(920_000)
  expect(timeOf('bank', clocks)).toBe(1_020_000)
  expect(timeOf('cart', clocks)).toBe(1_000_000)
  expect(clocks.now()).toBe(1_000_000)
})

test('a clock can be set right again', () => {
  const clocks = new ServiceClocks(() => 1_000_000)
  clocks.skew('bank', 20)
  clocks.skew('bank', 0)
  expect(timeOf('bank', clocks)).toBe(1_000_000)
})
