/** Plays a run in virtual time, at a pace that its reader chooses. */

import { type Signal, useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { type Moment, momentAt } from '../views/replay-moments.ts'
import type { TimeAxis } from '../views/time-axis.ts'
import { wantsLessMotion } from './less-motion.ts'

interface ReplayPace {
  readonly text: string
  /** Virtual time in real time; absent where all of the run takes {@link WHOLE_RUN}. */
  readonly times?: number
}

export const REPLAY_PACES: readonly ReplayPace[] = [
  { text: 'in five seconds' },
  { text: '10×', times: 10 },
  { text: '1×', times: 1 },
  { text: '0.1×', times: 0.1 },
  { text: '0.01×', times: 0.01 },
]

/** Real milliseconds. */
const WHOLE_RUN = 5_000
/** A page that was out of sight does not catch up. Real milliseconds. */
const LONGEST_FRAME = 100

/** Where a replay stands. */
interface At {
  /** Of the moment that was reached last. */
  readonly index: number
  /** Microseconds since the Unix epoch. */
  readonly time: number
}

export interface Playback {
  readonly at: Signal<At>
  readonly isPlaying: Signal<boolean>
  /** Which of the paces. */
  readonly pace: Signal<number>
  /** It got here by a key of the slider, which tells of it by itself. */
  readonly isKeyed: Signal<boolean>
  /** To a moment, or the nearest that there is. @param byKey with the slider's keys */
  step(index: number, byKey?: boolean): void
  /** To a time: microseconds since the Unix epoch. */
  goTo(time: number): void
  /** Plays or pauses; from the end it begins anew. */
  toggle(): void
  choose(pace: number): void
}

/** @param show called with each new place */
export function usePlayback(
  moments: readonly Moment[],
  axis: TimeAxis,
  show: (index: number, time: number) => void,
): Playback {
  const last = moments.length - 1
  const clockAt = (index: number) => (moments[index] as Moment).clock
  const at = useSignal<At>({ index: last, time: clockAt(last) })
  const isPlaying = useSignal(false)
  const pace = useSignal(0)
  const isKeyed = useSignal(false)
  const frame = useRef(0)
  const set = (index: number, time: number) => {
    at.value = { index, time }
    show(index, time)
  }
  const reach = (time: number) => {
    const reached = Math.max(time, clockAt(0))
    const index = momentAt(moments, reached)
    set(index, Math.min(reached, clockAt(last)))
  }
  const pause = () => {
    cancelAnimationFrame(frame.current)
    isPlaying.value = false
  }
  const play = () => {
    isPlaying.value = true
    if (at.value.index === last) set(0, clockAt(0))
    let before = performance.now()
    let { time } = at.value
    const next = (now: number) => {
      const times = REPLAY_PACES[pace.value]?.times ?? (axis.to - axis.from) / 1000 / WHOLE_RUN
      time += Math.min(Math.max(now - before, 0), LONGEST_FRAME) * 1000 * times
      before = now
      advance(time)
      if (at.value.index === last) pause()
      else frame.current = requestAnimationFrame(next)
    }
    frame.current = requestAnimationFrame(next)
  }
  /** Bars grow between moments, unless the reader wants less motion. */
  const advance = (time: number) => {
    if (!wantsLessMotion()) reach(time)
    else if (momentAt(moments, time) !== at.value.index) {
      const index = momentAt(moments, time)
      set(index, clockAt(index))
    }
  }
  useEffect(() => () => cancelAnimationFrame(frame.current), [])
  return {
    at,
    isPlaying,
    pace,
    isKeyed,
    step: (index, byKey = false) => {
      pause()
      isKeyed.value = byKey
      const to = Math.min(Math.max(index, 0), last)
      set(to, clockAt(to))
    },
    goTo: (time) => {
      pause()
      isKeyed.value = true
      reach(time)
    },
    toggle: () => (isPlaying.value ? pause() : play()),
    choose: (chosen) => {
      pace.value = chosen
    },
  }
}
