/** A pacer lets virtual time pass as fast as the viewer wants to see it. It changes when things are seen, never what happens. */

import { max, min, round } from '../telemetry/untouched.ts'
import type { Control, Pace } from './protocol.ts'

interface PacerPorts {
  /** Real milliseconds from some fixed moment. */
  realNow(): number
  /** Calls back after real milliseconds. */
  afterReal(milliseconds: number, callback: () => void): void
  /** While it waits: tells what time it is in the run, in microseconds since the Unix epoch. */
  tell(time: number, isPaused: boolean): void
}

/** How often the viewer hears what time it is while nothing happens. Real milliseconds: three frames of a screen. */
const TELL_EVERY = 50
/** How often the broker hears that a paused program waits, and does not compute behind its back. Real milliseconds. */
const SIGN_OF_LIFE = 1000

export class Pacer {
  readonly #ports: PacerPorts
  #pace: Pace
  /** Run on to the next event, although time stands still. */
  #isStepping = false
  /** What the viewer was shown last: a moment in the run, and when that was, in real milliseconds. */
  #shown: { moment: number; at: number }
  #wake = () => {}

  /** @param start where the run begins, in microseconds since the Unix epoch */
  constructor(pace: Pace, start: number, ports: PacerPorts) {
    this.#ports = ports
    this.#pace = pace
    this.#shown = { moment: start, at: ports.realNow() }
  }

  /** The viewer wants it otherwise. */
  control(control: Control): void {
    if (control.kind === 'pace') {
      this.#show(this.#momentNow())
      this.#pace = control.pace
    } else {
      this.#pace = 'paused'
      this.#isStepping = true
    }
    this.#wake()
  }

  /** The run has said something: a step ends here. */
  said(): void {
    this.#isStepping = false
  }

  /**
   * May a moment of the run come now?
   * @param moment in microseconds since the Unix epoch
   */
  allows(moment: number): boolean {
    if (this.#pace === 'instant' || this.#isStepping) {
      this.#show(moment)
      return true
    }
    if (this.#pace === 'paused' || this.#momentNow() < moment) return false
    // What the machine was too busy to show in time does not have to be caught up with.
    this.#show(moment)
    return true
  }

  /** Calls back when some real time has passed, as much as it takes until the moment may come, but not much. */
  wait(moment: number, goOn: () => void): void {
    const isPaused = this.#pace === 'paused'
    this.#ports.tell(this.#momentNow(), isPaused)
    let isOver = false
    this.#wake = () => {
      if (isOver) return
      isOver = true
      goOn()
    }
    const left = (moment - this.#momentNow()) / 1000 / (this.#pace as number)
    this.#ports.afterReal(isPaused ? SIGN_OF_LIFE : min(max(left, 0), TELL_EVERY), this.#wake)
  }

  #show(moment: number): void {
    this.#shown = { moment, at: this.#ports.realNow() }
  }

  /** How far the run should be by now. */
  #momentNow(): number {
    const { moment, at } = this.#shown
    if (typeof this.#pace !== 'number') return moment
    return round(moment + (this.#ports.realNow() - at) * this.#pace * 1000)
  }
}
