/** Generated programs are small programs that do in a chance order what programs do: wait, work, race, log, trace, call, fail. */

import { SeededRandom } from '../../src/simulation/chance/seeded-random.ts'

/** What every program begins with: a service that is slow, and fails now and then. */
const PREAMBLE = `
import { logger } from '@lab/logger'
import { span, startSpan } from '@lab/tracer'
import { Network, SeededRandom, ServiceError, sleep, work } from '@lab/sim'
import { openShop } from '@lab/shop'
const log = logger('generated')
const network = new Network()
const chance = new SeededRandom('tea')
network.serve('kitchen', {
  'POST /brew': async ({ cups }: { cups: number }) => {
    await sleep(chance.logNormal(8, 0.8))
    if (chance.next() < 0.3) throw new ServiceError(503, 'no water')
    return { cups, temperature: 80 + 10 * chance.normal() }
  },
})
async function* numbers(count: number) {
  try {
    for (let n = 0; n < count; n++) {
      await sleep(n)
      yield n
    }
  } finally {
    log.debug('no more numbers')
  }
}
`

/** How deep blocks lie in blocks. */
const MAX_DEPTH = 3

/** The same number gives the same program. */
export function generatedProgram(seed: number): string {
  return PREAMBLE + new ProgramWriter(new SeededRandom(seed)).program()
}

class ProgramWriter {
  readonly #chance: SeededRandom
  #names = 0

  constructor(chance: SeededRandom) {
    this.#chance = chance
  }

  program(): string {
    return `${this.#block(0, 6)}\n${this.#ending()}`
  }

  #below(limit: number): number {
    return Math.floor(this.#chance.next() * limit)
  }

  #oneOf<T>(all: readonly T[]): T {
    return all[this.#below(all.length)] as T
  }

  #name(word: string): string {
    return `${word}${++this.#names}`
  }

  /** Milliseconds, often equal, so that timers meet. */
  #delay(): string {
    return this.#oneOf(['0', '1', '5', '5', '10', '2.5', '0.001', 'Math.random() * 20'])
  }

  #block(depth: number, most: number): string {
    const count = 1 + this.#below(most)
    return Array.from({ length: count }, () => this.#statement(depth)).join('\n')
  }

  #task(depth: number): string {
    return `async () => {\n${this.#block(depth + 1, 3)}\n}`
  }

  #statement(depth: number): string {
    const leaf = () => this.#oneOf(this.#leaves())()
    return depth >= MAX_DEPTH || this.#chance.next() < 0.5
      ? leaf()
      : this.#oneOf(this.#nests(depth))()
  }

  /** Statements that hold no others. */
  #leaves(): readonly (() => string)[] {
    return [
      () => `log.info('step {n}', { n: ${this.#below(100)}, at: performance.now() })`,
      () => `await sleep(${this.#delay()})`,
      () => `work(${this.#delay()})`,
      () => 'await null',
      () => 'console.log(Math.random(), crypto.randomUUID())',
      () => 'console.log(String(new Date()), new Date(2025, 5, 1, 12).toLocaleString())',
      () => 'console.log((Math.random() * 1e6).toLocaleString(), chance.hex(7))',
      () => 'log.warn("drawn", { normal: chance.normal(), duration: chance.logNormal(60, 1) })',
      () =>
        'console.log(["exp", "log", "sin", "tanh"].map((name: any) => (Math as any)[name](chance.next() * 9)))',
      () => `queueMicrotask(() => console.log('microtask', ${this.#below(9)}))`,
      () =>
        `setTimeout((n: number) => log.debug('timer', { n }), ${this.#delay()}, ${this.#below(9)})`,
      () => `setImmediate(() => log.trace('immediate'))`,
      () => `startSpan('left open').addEvent('opened')`,
      () =>
        `console.log(await network.call('kitchen', 'POST /brew', { cups: ${this.#below(5)} }).catch(String))`,
      () =>
        `try { (null as any).cup } catch (error: any) { log.error('no cup', { error, stack: error.stack }) }`,
    ]
  }

  /** Statements that hold others. */
  #nests(depth: number): readonly (() => string)[] {
    return [
      () => `await span('${this.#name('span ')}', ${this.#task(depth)})`,
      () => `await Promise.all([${this.#task(depth)}, ${this.#task(depth)}].map((task) => task()))`,
      () =>
        `await Promise.race([${this.#task(depth)}, ${this.#task(depth)}].map((task) => task()))`,
      () => `void (${this.#task(depth)})()`,
      () =>
        `for await (const n of numbers(${1 + this.#below(4)})) {\nif (n > 1) break\n${this.#block(depth + 1, 2)}\n}`,
      () => {
        const id = this.#name('id')
        const rounds = this.#name('rounds')
        return `let ${rounds} = 0
const ${id} = setInterval(${this.#task(depth)}, ${1 + this.#below(10)})
const ${rounds}Watch = setInterval(() => {
if (++${rounds} < 3) return
clearInterval(${id})
clearTimeout(${rounds}Watch)
}, 7)`
      },
      () =>
        `try {\n${this.#block(depth + 1, 2)}\nthrow new RangeError('planned')\n} catch (error) { log.error('caught', { error }) }`,
    ]
  }

  /** Most programs simply end. */
  #ending(): string {
    return this.#oneOf([
      "log.info('over')",
      "log.info('over')",
      "console.log(await openShop({ bankSpread: 1 }).checkout({ order: 1, items: ['tea', 'cup'], card: '1' }))",
      'throw new Error("unplanned " + Math.random())',
      'setTimeout(() => { undefined!.late }, 30)',
      'Promise.reject(new Error("nobody waits"))',
      'await new Promise(() => {})',
    ])
  }
}
