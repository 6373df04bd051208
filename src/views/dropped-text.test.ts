import { expect, test } from 'vitest'
import { droppedText } from './dropped-text.ts'

const NOTHING = { records: 0, spans: 0, changes: 0, refused: 0, cut: 0 }

test.each<[counts: Partial<typeof NOTHING>, text: string | undefined]>([
  [{}, undefined],
  [{ records: 1 }, '1 more line came after the limit and was dropped.'],
  [{ records: 1_234_567 }, '1,234,567 more lines came after the limit and were dropped.'],
  [
    { records: 1, spans: 2, changes: 3 },
    '1 more line, 2 more spans, 3 more attributes came after the limit and were dropped.',
  ],
  [{ refused: 1 }, '1 thing made no sense and was left out; the log says why.'],
  [{ refused: 2 }, '2 things made no sense and were left out; the log says why.'],
  [{ cut: 1 }, '1 value was too large and was cut.'],
  [
    { spans: 1, cut: 2 },
    '1 more span came after the limit and was dropped. 2 values were too large and were cut.',
  ],
])('%o: %s', (counts, text) => {
  expect(droppedText({ ...NOTHING, ...counts })).toBe(text)
})
