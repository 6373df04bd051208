/** Whether compiled async code takes its turns as native code does, counted in microtasks. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nodeProgram } from '../../src/build/node-runner.ts'
import { readInLab } from './lab-context.ts'
import { PlainRunner } from './plain-context.ts'

const node = new PlainRunner('node')
beforeAll(async () => {
  await nodeProgram()
}, 60_000)
afterAll(() => node.close())

/** `say` notes how many microtasks have passed since the program began. */
const METRONOME = `
  let beats = 0
  const beat = () => { if (++beats < 50) queueMicrotask(beat) }
  queueMicrotask(beat)
  const say = (word) => read(beats + ' ' + word);
`

const SAME_BEATS: Readonly<Record<string, string>> = {
  'awaits of values': `
    const flow = async (name) => { for (let turn = 0; turn < 3; turn++) { say(name + turn); await turn } return name }
    flow('a').then(say); flow('b').then(say)`,
  'an await of a promise': `(async () => { await Promise.resolve(); say('after') })(); say('first')`,
  'an await of a rejection': `
    (async () => { try { await Promise.reject() } catch { say('catch') } finally { say('finally') } })().then(() => say('end'))`,
  'an await of a thenable': `
    const query = { then(done) { say('asked'); done() } }
    ;(async () => { await query; say('after') })()`,
  'an await of a promise of a class of its own': `
    class Task extends Promise {}
    const task = new Task((done) => done())
    ;(async () => { await task; say('after') })()`,
  'an await of a promise with a then of its own, which is not asked': `
    const promise = Promise.resolve()
    promise.then = () => say('asked')
    ;(async () => { await promise; say('after') })()`,
  'a promise that is returned': `
    (async () => Promise.resolve(1))().then(() => say('returned'))
    ;(async () => await Promise.resolve(1))().then(() => say('awaited'))
    ;(async () => 1)().then(() => say('value'))`,
  'a thenable that is returned': `
    const query = { then(done) { say('asked'); done() } }
    ;(async () => query)().then(() => say('after'))
    Promise.resolve(query).then(() => say('resolved'))
    Promise.resolve().then(() => query).then(() => say('from then'))`,
  'a then whose getter throws': `
    const query = { get then() { throw new Error('no') } }
    ;(async () => query)().catch(() => say('returned'))
    ;(async () => { try { await query } catch { say('awaited') } })()
    Promise.resolve(query).catch(() => say('resolved'))`,
  'errors that are thrown at once and later': `
    const fails = async (later) => { if (later) await null; throw new Error('no') }
    fails(false).catch(() => say('at once')); fails(true).catch(() => say('later'))`,
  'functions that await each other': `
    const inner = async () => { await null; say('inner'); return 1 }
    const middle = async () => { const value = await inner(); say('middle'); return value }
    const outer = async () => { await middle(); say('outer') }
    outer().then(() => say('end')); Promise.resolve().then(() => say('then'))`,
  'then, catch, finally, all and race': `
    const one = Promise.resolve(1)
    one.then(() => one).then(() => say('a promise from then'))
    one.finally(() => one).then(() => say('finally'))
    Promise.reject().catch(() => say('catch'))
    Promise.all([one, 2, one]).then(() => say('all')); Promise.race([one]).then(() => say('race'))`,
  'a loop that awaits a function': `
    const step = async (n) => { say('step ' + n); if (n % 2) await null }
    ;(async () => { for (let n = 0; n < 4; n++) await step(n); say('end') })()
    ;(async () => { for (let n = 4; n < 8; n++) await step(n); say('other end') })()`,
  'an async generator that yields promises and awaits': `
    async function* numbers() { yield Promise.resolve(1); yield await 2; const three = await 3; yield three }
    ;(async () => { for await (const n of numbers()) say(n) })()`,
  'for await over what is not async': `
    (async () => { for await (const n of [1, Promise.resolve(2)]) say(n); say('after') })()`,
  'an async iterator made by hand': `
    const numbers = { [Symbol.asyncIterator]: () => { let n = 0; return { next: async () => ({ value: ++n, done: n > 2 }) } } }
    ;(async () => { for await (const n of numbers) say(n); say('after') })()`,
  'an async generator that returns': `
    async function* numbers() { return 1 }
    numbers().next().then(() => say('end'))
    async function* promises() { return Promise.resolve(1) }
    promises().next().then(() => say('end of the other'))`,
}

/** The helpers of async generators and of `await using` take a few microtasks more, or less, than the engine does. */
const SAME_ORDER: Readonly<Record<string, string>> = {
  'an async generator and its reader': `
    async function* numbers() { say('begun'); yield 1; await null; say('between'); yield 2; say('end') }
    ;(async () => { for await (const n of numbers()) say(n); say('after') })()`,
  'an async generator that yields a rejection': `
    async function* numbers() { try { yield Promise.reject() } catch { say('caught') } }
    numbers().next().then(() => say('end'))`,
  'using and await using': `
    const resource = { [Symbol.dispose]() { say('disposed') }, async [Symbol.asyncDispose]() { say('disposed later') } }
    ;(async () => { { using one = resource } say('one'); { await using other = resource } say('other') })()`,
  'an async generator that is left early': `
    async function* numbers() { try { yield 1 } finally { say('closing'); await null; say('closed') } }
    ;(async () => { for await (const n of numbers()) break; say('after') })()`,
  'an async generator that has ended': `
    async function* none() {}
    const it = none()
    it.next().then(() => { say('ended'); it.next().then(() => say('still')); it.return().then(() => say('returned')) })`,
  'requests to an async generator in line': `
    async function* numbers() { yield 1; yield 2 }
    const it = numbers()
    for (const n of [1, 2, 3, 4]) it.next().then(() => say(n))`,
  'yield* to an async generator': `
    async function* inner() { yield 1; say('inner'); yield 2 }
    async function* outer() { yield* inner(); say('outer') }
    ;(async () => { for await (const n of outer()) say(n) })()`,
  'yield* to a list': `
    async function* outer() { yield* [1, Promise.resolve(2)]; say('outer') }
    ;(async () => { for await (const n of outer()) say(n) })()`,
}

const program = (source: string) => `${METRONOME}${source}\nawait sleep(1)`
const withoutBeats = (reads: readonly string[]) => reads.map((read) => read.replace(/^\d+ /, ''))

describe('compiled code takes as many microtasks as native code does in', () => {
  test.each(Object.entries(SAME_BEATS))('%s', async (_, source) => {
    const native = await node.read(program(source))
    expect(native.length).toBeGreaterThan(0)
    expect(await readInLab(program(source))).toEqual(native)
  })
})

describe('compiled code does things in the same order as native code, but not after as many microtasks, in', () => {
  test.each(Object.entries(SAME_ORDER))('%s', async (_, source) => {
    const native = await node.read(program(source))
    const lab = await readInLab(program(source))
    expect(withoutBeats(lab)).toEqual(withoutBeats(native))
    expect(lab).not.toEqual(native)
  })
})

test('requests to an async generator that stand in line are begun later than in native code', async () => {
  const source = `
    async function* numbers() { try { yield 1 } catch { say('caught'); yield 2 } throw new Error('no') }
    const it = numbers()
    it.next().then(() => say('first')); it.throw(0).then(() => say('second')); it.next().catch(() => say('failed'))`
  const native = await node.read(program(source))
  const lab = await readInLab(program(source))
  const words = ['caught', 'first', 'second', 'failed'].map((word) => `${word}=undefined`)
  expect(withoutBeats(native)).toEqual(words)
  expect(withoutBeats(lab)).toEqual([words[1], words[0], words[2], words[3]])
})
