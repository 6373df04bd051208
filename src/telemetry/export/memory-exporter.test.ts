import { expect, test } from 'vitest'
import { madeUpSpans } from '../../../tests/made-up-spans.ts'
import { recordEachTest } from '../../../tests/recording.ts'
import { MemoryExporter } from './memory-exporter.ts'
import { simpleProcessor } from './simple-processor.ts'

recordEachTest()

test('spans are kept in the order of their ends, until they are to be forgotten', () => {
  const exporter = new MemoryExporter()
  const { ended } = madeUpSpans([simpleProcessor(exporter)])
  ended('one', 'two')
  expect(exporter.records.map(({ name }) => name)).toEqual(['one', 'two'])
  exporter.reset()
  ended('three')
  expect(exporter.records.map(({ name }) => name)).toEqual(['three'])
})
