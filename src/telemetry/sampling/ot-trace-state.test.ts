import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { otTracestateRoundTrip } from '../../../tests/conformance/sampling.json'
import { recordEachTest } from '../../../tests/recording.ts'
import { formatOt, otOf, parseOt, withOt } from './ot-trace-state.ts'

const recording = recordEachTest()

describe('the ot entry', () => {
  test.each(otTracestateRoundTrip)(
    'agrees with OpenTelemetry: “%s” becomes “%s”',
    (text, again) => {
      expect(formatOt(parseOt(text as string))).toBe(again)
    },
  )

  test('keeps what others wrote, behind its own', () => {
    const others = `a:${'X'.repeat(214)}`
    const text = `${others};rv:1234567890abcd;th:1234567890abcd;x:3`
    expect(formatOt(parseOt(text))).toBe(`th:1234567890abcd;rv:1234567890abcd;${others};x:3`)
    expect(recording.said()).toEqual([])
  })

  test('drops what others wrote if there is no room for it, and counts it', () => {
    const ot = parseOt(`a:${'X'.repeat(220)};b:${'Y'.repeat(22)}`)
    expect(formatOt({ ...ot, threshold: 'fd70a4' })).toBe(`th:fd70a4;a:${'X'.repeat(220)}`)
    expect(recording.said()).toEqual([
      'notice: In the ot entry of a trace state was no room for 1 of its members.',
    ])
  })

  test('may have digits in capitals', () => {
    expect(parseOt('th:C;rv:ABCDEF00000000')).toEqual({
      threshold: 'c',
      randomness: 'abcdef00000000',
      rest: [],
    })
  })

  test('is printed as it is read again, whatever stood there', () => {
    const text = fc.oneof(fc.string(), fc.stringMatching(/^((th|rv|x):[0-9a-f]{1,15};?){0,4}$/))
    fc.assert(
      fc.property(text, (anything) => {
        const ot = parseOt(anything)
        if (anything.length <= 256) expect(parseOt(formatOt(ot))).toEqual(ot)
      }),
    )
  })
})

describe('in a trace state', () => {
  const half = { ...parseOt(''), threshold: '8' }

  test.each([
    ['is added in front', 'a=1', half, 'ot=th:8,a=1'],
    ['is the only one, if there was none', undefined, half, 'ot=th:8'],
    ['replaces the old one', 'a=1,ot=th:c', half, 'ot=th:8,a=1'],
    ['stays where it is if it says the same', 'a=1,ot=th:8', half, 'a=1,ot=th:8'],
    ['goes if there is nothing to say', 'a=1,ot=th:8', parseOt(''), 'a=1'],
    ['takes the place of a trace state that has to be discarded', 'a', half, 'ot=th:8'],
  ])('it %s', (_, traceState, ot, changed) => {
    expect(withOt(traceState, ot)).toBe(changed)
  })

  test.each([undefined, '', 'a=1', 'a', 'ot=', 'ot=th:x'])('it is empty in %s', (traceState) => {
    expect(otOf(traceState)).toEqual(parseOt(''))
  })
})
