import { expect, test } from 'vitest'
import { connect } from '../instrumentation-host.ts'
import { TracerProvider } from './tracer-provider.ts'

function providerWithSpans(names: readonly string[]) {
  let time = 0
  connect({ now: () => time++, randomBits: () => time++, emit: () => {} })
  const provider = new TracerProvider({ processors: [] })
  const tracer = provider.tracer('test')
  const spans = new Map(names.map((name) => [name, tracer.startSpan(name)]))
  return { end: (name: string) => spans.get(name)?.end(), names: () => namesOf(provider) }
}

const namesOf = ({ running }: TracerProvider) => running.map(({ name }) => name).join(' ')

test('spans run from their start to their end, whichever ends first', () => {
  const { end, names } = providerWithSpans(['a', 'b', 'c', 'd'])
  expect(names()).toBe('a b c d')
  end('b')
  expect(names()).toBe('a c d')
  end('d')
  expect(names()).toBe('a c')
  end('a')
  end('c')
  expect(names()).toBe('')
})

test('a span that ends after the shutdown takes no other one with it', async () => {
  const provider = new TracerProvider({ processors: [] })
  const tracer = provider.tracer()
  const early = tracer.startSpan('early')
  await provider.shutdown()
  tracer.startSpan('a')
  tracer.startSpan('b')
  early.end()
  expect(namesOf(provider)).toBe('a b')
})

test('a span that is ended twice takes no other one with it', () => {
  const { end, names } = providerWithSpans(['a', 'b'])
  end('a')
  end('a')
  expect(names()).toBe('b')
})
