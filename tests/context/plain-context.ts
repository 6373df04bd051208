/** A plain context is a program run by the engine itself, without the compiler: with Node's own context, or with a naive one. */

import { Worker } from 'node:worker_threads'

/**
 * `node`: `AsyncLocalStorage`, the oracle. `naive`: one variable, and callbacks of promises, microtasks and timers that are
 * bound to what it holds; that is all that can be done about native `await`.
 */
export type PlainContext = 'node' | 'naive'

/** Runs programs over `run`, `get`, `read`, `bind`, `enter` and `sleep`, one after another. */
export class PlainRunner {
  readonly #worker: Worker

  constructor(context: PlainContext) {
    this.#worker = new Worker(SCRIPT, { eval: true, workerData: context })
  }

  /** @returns what the program read: `label=value`, and what it threw, if it did */
  read(source: string): Promise<string[]> {
    return new Promise((resolve) => {
      this.#worker.once('message', resolve)
      this.#worker.postMessage(source)
    })
  }

  async close(): Promise<void> {
    await this.#worker.terminate()
  }
}

const SCRIPT = `
const { AsyncLocalStorage } = require('node:async_hooks')
const { parentPort, workerData } = require('node:worker_threads')

function nodeContext() {
  const storage = new AsyncLocalStorage()
  return {
    run: (value, fn) => storage.run(value, fn),
    get: () => storage.getStore(),
    bind: (fn) => AsyncLocalStorage.bind(fn),
    enter(value) {
      const outer = storage.getStore()
      storage.enterWith(value)
      return { [Symbol.dispose]: () => storage.enterWith(outer) }
    },
  }
}

function naiveContext() {
  let active
  const run = (value, fn) => {
    const outer = active
    active = value
    try {
      return fn()
    } finally {
      active = outer
    }
  }
  const bind = (fn) => {
    const value = active
    return (...args) => run(value, () => fn(...args))
  }
  const bound = (fn) => (typeof fn === 'function' ? bind(fn) : fn)
  const { then } = Promise.prototype
  Promise.prototype.then = function (...callbacks) {
    return then.apply(this, callbacks.map(bound))
  }
  for (const name of ['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask']) {
    const native = globalThis[name]
    globalThis[name] = (fn, ...rest) => native(bind(fn), ...rest)
  }
  const enter = (value) => {
    const outer = active
    active = value
    return { [Symbol.dispose]: () => (active = outer) }
  }
  return { run, get: () => active, bind, enter }
}

const AsyncFunction = (async () => {}).constructor
const { run, get, bind, enter } = workerData === 'node' ? nodeContext() : naiveContext()
const sleep = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds))
process.on('unhandledRejection', () => {})

parentPort.on('message', async (source) => {
  const reads = []
  const read = (label) => void reads.push(label + '=' + get())
  try {
    const program = new AsyncFunction('run', 'get', 'read', 'bind', 'enter', 'sleep', source)
    await run(undefined, () => program(run, get, read, bind, enter, sleep))
  } catch (error) {
    reads.push(String(error))
  }
  parentPort.postMessage(reads)
})
`
