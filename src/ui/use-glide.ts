/** A number between 0 and 1 that glides to where it should be; with reduced motion it is there at once, and stands only at the ends. */

import { type Signal, useSignal } from '@preact/signals'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { wantsLessMotion } from './less-motion.ts'

/** From one end to the other: long enough for an eye to follow a mark. Real milliseconds. */
const DURATION = 450

export interface Glide {
  readonly value: Signal<number>
  readonly jump: (to: number) => void
  readonly glideTo: (to: number) => void
}

export function useGlide(first: number): Glide {
  const value = useSignal(first)
  const frame = useRef(0)
  useEffect(() => () => cancelAnimationFrame(frame.current), [])
  return useMemo(() => {
    const jump = (to: number) => {
      cancelAnimationFrame(frame.current)
      const within = Math.min(1, Math.max(0, to))
      value.value = wantsLessMotion() ? Math.round(within) : within
    }
    const glideTo = (to: number) => {
      jump(value.peek())
      if (wantsLessMotion()) {
        jump(to)
        return
      }
      const from = value.peek()
      let began: number | undefined
      const next = (now: number) => {
        began ??= now
        const share = Math.min(1, (now - began) / (DURATION * Math.max(0.2, Math.abs(to - from))))
        value.value = share === 1 ? to : from + (to - from) * eased(share)
        if (share < 1) frame.current = requestAnimationFrame(next)
      }
      frame.current = requestAnimationFrame(next)
    }
    return { value, jump, glideTo }
  }, [])
}

/** Slow at both ends. */
function eased(share: number): number {
  return share * share * (3 - 2 * share)
}
