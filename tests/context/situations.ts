/**
 * The situations in which a context can be lost: small programs over `run(value, fn)`, `get()` and `read(label)`.
 *
 * Each is run with Node's `AsyncLocalStorage`, and compiled with the lab's context. What they read has to be the same.
 * Besides these they know `bind(fn)`, `enter(value)`, and `sleep(milliseconds)`.
 */

export const SITUATIONS: Readonly<Record<string, string>> = {
  // Awaits
  'an await of a value': `
    await run('a', async () => { read('before'); await 1; read('after'); await undefined; read('again') })
    read('outside')`,
  'an await of a promise that is settled': `
    await run('a', async () => { await Promise.resolve(1); read('after') })
    read('outside')`,
  'an await of a promise that settles later': `
    await run('a', async () => { await sleep(1); read('after') })
    read('outside')`,
  'an await of a promise that is rejected': `
    await run('a', async () => {
      try { await Promise.reject(new Error('no')) } catch { read('catch') }
      try { await sleep(1).then(() => { throw new Error('no') }) } catch { read('late catch') }
    })
    read('outside')`,
  'an await of a thenable': `
    const query = { then(done) { read('sent'); setTimeout(() => { read('answered'); done(3) }, 1) } }
    await run('a', async () => { read(await query); read('after') })
    read('outside')`,
  'an await of a thenable that throws': `
    const query = { then() { read('sent'); throw new Error('no') } }
    await run('a', async () => { try { await query } catch { read('catch') } })`,
  'an await of a thenable whose then is a getter': `
    const query = { get then() { return (done) => { read('sent'); done(1) } } }
    await run('a', async () => { await query; read('after') })`,
  'an await of a function with a then': `
    const query = Object.assign(() => {}, { then: (done) => { read('sent'); done(1) } })
    await run('a', async () => { await query; read('after') })`,
  'a thenable that an async function returns': `
    const query = { then(done) { read('sent'); done(3) } }
    read(await run('a', async () => query))
    read(await run('b', async () => { await null; return query }))
    read('outside')`,
  'a thenable that a callback of then returns': `
    const query = { then(done) { read('sent'); done(3) } }
    await run('a', () => Promise.resolve().then(() => query).then(() => read('after')))
    read('outside')`,
  'thenables given to all, race, any and allSettled': `
    const query = (name) => ({ then(done) { read(name); done(name) } })
    await run('a', () => Promise.all([query('all 1'), query('all 2')]))
    await run('b', () => Promise.race([query('race')]))
    await run('c', () => Promise.any([query('any')]))
    await run('d', () => Promise.allSettled([query('settled')]))
    await run('e', () => Promise.resolve(query('resolve')))`,
  'a promise that begins its work when it is awaited': `
    class Lazy extends Promise {
      then(...callbacks) { read('begun'); return super.then(...callbacks) }
    }
    const lazy = Lazy.resolve(1)
    await run('a', async () => { await lazy; read('after') })
    await run('b', async () => lazy)
    read('outside')`,
  'a loop of awaits': `
    await run('a', async () => { for (let turn = 0; turn < 5; turn++) { await null; read(turn) } })`,
  'awaits in arguments, templates and conditions': `
    const later = async (value) => { await null; read('in ' + value); return value }
    await run('a', async () => {
      const text = \`\${await later(1)} \${(await later(true)) ? await later(2) : 0}\`
      read(text, ...(await later([])))
      const { b = await later('default') } = {}
      read(b)
    })`,

  // Combinations of promises
  'Promise.all': `
    await run('a', async () => {
      await Promise.all([1, 2, 3].map((n) => run('flow ' + n, async () => { await sleep(n); read(n) })))
      read('after')
    })`,
  'Promise.race': `
    await run('a', async () => {
      const flow = (n) => run('flow ' + n, async () => { await sleep(n * 5); read(n); return n })
      read('first ' + (await Promise.race([flow(1), flow(3)])))
      await sleep(30)
      read('after')
    })`,
  'Promise.allSettled': `
    await run('a', async () => {
      const fails = async () => { await null; read('fails'); throw new Error('no') }
      await Promise.allSettled([run('b', fails), run('c', () => sleep(1))])
      read('after')
    })`,
  'Promise.any': `
    await run('a', async () => {
      const fails = async () => { await null; read('fails'); throw new Error('no') }
      await Promise.any([run('b', fails), run('c', () => sleep(1))])
      read('after')
      await Promise.any([run('d', fails)]).catch(() => read('none'))
    })`,
  'a chain of then': `
    await run('a', () => sleep(1).then(() => read(1)).then(() => sleep(1)).then(() => read(2)))
    read('outside')`,
  'catch and finally': `
    await run('a', () =>
      Promise.reject(new Error('no'))
        .finally(() => read('finally'))
        .catch(() => read('catch'))
        .finally(async () => { await null; read('finally, later') }))
    read('outside')`,
  'a chain that goes on in another context': `
    const first = run('a', () => sleep(1).then(() => read('in a')))
    const second = run('b', () => first.then(() => read('in b')))
    await second.then(() => read('outside'))`,
  'a then within a then': `
    await run('a', () => Promise.resolve().then(() => run('b', () => Promise.resolve().then(() => read('inner')))).then(() => read('outer')))`,
  'a promise made in one context and awaited in another': `
    const promise = run('maker', () => new Promise((done) => setTimeout(() => { read('making'); done(1) }, 1)))
    await run('a', async () => { await promise; read('awaiting') })
    await promise
    read('outside')`,
  'a promise resolved from another context': `
    let resolve
    const promise = new Promise((done) => { resolve = done })
    const flow = run('a', async () => { await promise; read('after'); await null; read('again') })
    run('resolver', () => { resolve(); read('resolved') })
    await flow`,
  'Promise.withResolvers': `
    const { promise, resolve, reject } = run('maker', () => Promise.withResolvers())
    const one = run('a', () => promise.catch(() => read('catch')))
    const other = run('b', async () => { try { await promise } catch { read('await') } })
    run('rejecter', () => reject(new Error('no')))
    await Promise.all([one, other])
    resolve()`,
  'the executor of a promise': `
    await run('a', async () => {
      await new Promise((done) => { read('executor'); run('b', () => queueMicrotask(() => { read('inner'); done() })) })
      read('after')
    })`,
  'Promise.try': `
    await run('a', async () => {
      await Promise.try(() => read('now'))
      await Promise.try(async () => { await null; read('later') })
      await Promise.try(() => { throw new Error('no') }).catch(() => read('catch'))
    })`,
  'a class that extends Promise': `
    class Task extends Promise {
      map(fn) { return this.then(fn) }
    }
    await run('a', () => Task.resolve(1).map(() => read('map')).map(() => read('again')))
    await run('b', async () => { await new Task((done) => setTimeout(done, 1)); read('await') })`,
  'a promise that nobody waits for': `
    run('a', () => { sleep(1).then(() => read('in a')) })
    run('b', async () => { await sleep(3); read('in b') })
    read('outside')
    await sleep(20)`,
  'a promise that is awaited by many': `
    const promise = sleep(1)
    await Promise.all(['a', 'b', 'c'].map((name) => run(name, async () => { await promise; read(name) })))`,
  'many thens of one promise': `
    const promise = sleep(1)
    const seen = ['a', 'b', 'c'].map((name) => run(name, () => promise.then(() => read(name))))
    await Promise.all(seen)`,
  'a rejection that passes several functions': `
    const inner = async () => { await null; throw new Error('no') }
    const middle = async () => { try { await inner() } finally { read('middle') } }
    const outer = async () => { try { await run('b', middle) } catch { read('outer') } }
    await run('a', outer)
    read('outside')`,
  'a promise whose rejection is handled late': `
    const failing = run('a', async () => { await null; throw new Error('no') })
    failing.catch(() => {})
    await sleep(2)
    await run('b', () => failing.catch(() => read('late')))`,

  // Timers and microtasks
  queueMicrotask: `
    run('a', () => queueMicrotask(() => { read('microtask'); queueMicrotask(() => read('inner')) }))
    await sleep(1)
    read('outside')`,
  setTimeout: `
    run('a', () => setTimeout((word) => { read(word); setTimeout(() => read('inner'), 1) }, 1, 'timer'))
    await sleep(20)
    read('outside')`,
  setInterval: `
    await run('a', () => new Promise((done) => {
      let ticks = 0
      const id = setInterval(() => { read(++ticks); if (ticks === 3) { clearInterval(id); done() } }, 1)
    }))
    read('outside')`,
  clearTimeout: `
    const id = run('a', () => setTimeout(() => read('never'), 1))
    run('b', () => { clearTimeout(id); read('cleared') })
    await sleep(10)`,
  'setImmediate, where there is one': `
    const soon = globalThis.setImmediate ?? ((fn) => setTimeout(fn, 0))
    await run('a', () => new Promise((done) => soon(() => { read('immediate'); done() })))
    read('outside')`,
  'an async function given to a timer': `
    run('a', () => setTimeout(async () => { read('timer'); await null; read('after') }, 1))
    await sleep(10)`,
  'sleep in a loop, twice at once': `
    const flow = async (name) => { for (let turn = 0; turn < 3; turn++) { await sleep(2); read(name) } }
    await Promise.all([run('a', () => flow(1)), run('b', () => flow(2))])`,

  // Generators
  'an async generator read with for await': `
    async function* numbers() { read('begun'); yield 1; await null; read('between'); yield 2; read('end') }
    await run('a', async () => { for await (const n of numbers()) read(n); read('after') })`,
  'an async generator that is left early': `
    async function* numbers() { try { yield 1; yield 2 } finally { await null; read('closed') } }
    await run('a', async () => { for await (const n of numbers()) break; read('after') })
    read('outside')`,
  'an async generator whose reader throws': `
    async function* numbers() { try { yield 1 } finally { read('closing'); await sleep(1); read('closed') } }
    await run('a', async () => {
      try { for await (const n of numbers()) throw new Error('no') } catch { read('catch') }
    })`,
  'an async generator that throws': `
    async function* numbers() { yield 1; await null; throw new Error('no') }
    await run('a', async () => {
      try { for await (const n of numbers()) read(n) } catch { read('catch') } finally { read('finally') }
    })`,
  'an async generator that another passes on with yield*': `
    async function* inner() { read('inner'); yield 1; await null; read('inner again'); return 'result' }
    async function* outer() { read(yield* inner()); yield* [2, Promise.resolve(3)]; read('outer') }
    await run('a', async () => { for await (const n of outer()) read(n) })`,
  'an async generator stepped by hand': `
    async function* talk() {
      try { read('got ' + (yield 1)) } catch (word) { read('caught ' + word); yield 2 }
      finally { await null; read('finally') }
    }
    await run('a', async () => {
      const it = talk()
      await it.next(); await it.throw('this'); await it.return('done')
      read('after')
    })`,
  'requests to an async generator that wait in line': `
    async function* numbers() { for (let n = 1; n <= 3; n++) { await sleep(1); read('makes ' + n); yield n } }
    await run('a', async () => {
      const it = numbers()
      await Promise.all([it.next(), it.next(), it.next()].map((step) => step.then(({ value }) => read(value))))
    })`,
  'a generator': `
    function* numbers() { read('begun'); yield 1; read('again'); yield 2 }
    const source = run('maker', () => numbers())
    run('a', () => source.next())
    run('b', () => source.next())
    for (const n of numbers()) read(n)`,
  'for await over what is not async': `
    await run('a', async () => {
      for await (const n of [1, Promise.resolve(2), sleep(1).then(() => 3)]) read(n)
      read('after')
    })`,
  'an async iterator made by hand': `
    const numbers = {
      [Symbol.asyncIterator]() {
        let n = 0
        return {
          next: () => sleep(1).then(() => { read('next'); return { value: ++n, done: n > 2 } }),
          return: async () => { await null; read('return'); return { done: true } },
        }
      },
    }
    await run('a', async () => { for await (const n of numbers) read(n); for await (const n of numbers) break; read('after') })`,
  'an async iterator whose steps are thenables': `
    let n = 0
    const step = { then(done) { read('step'); done({ value: ++n, done: n > 2 }) } }
    const numbers = { [Symbol.asyncIterator]: () => ({ next: () => step }) }
    await run('a', async () => { for await (const n of numbers) read(n); read('after') })`,
  'yield* over an async iterator whose steps are thenables': `
    let n = 0
    const step = { then(done) { read('step'); done({ value: ++n, done: n > 2 }) } }
    const numbers = { [Symbol.asyncIterator]: () => ({ next: () => step }) }
    async function* all() { yield* numbers }
    await run('a', async () => { for await (const n of all()) read(n); read('after') })`,

  // Functions of every form
  'methods, static methods and private methods': `
    class Till {
      static async open() { await null; read('static'); return new this() }
      async #count() { await null; read('private') }
      async count() { await this.#count(); read('method') }
    }
    await run('a', async () => { await (await Till.open()).count() })`,
  'getters and fields': `
    class Till {
      get total() { read('getter'); return (async () => { await null; read('in getter'); return 1 })() }
      later = async () => { await null; read('field') }
    }
    const till = run('maker', () => new Till())
    await run('a', async () => { await till.total; await till.later(); read('after') })`,
  'arrow functions that use this and arguments': `
    const till = { name: 'till', async add() { await null; return (async () => { await null; read(this.name + arguments.length) })() } }
    await run('a', () => till.add(1, 2))`,
  'super in an async method': `
    class Shop { async hello() { await null; read('shop') } }
    class Bank extends Shop { async hello() { await super.hello(); read('bank') } }
    await run('a', () => new Bank().hello())`,
  'default parameters that call async functions': `
    const later = async () => { await null; read('later') }
    const fn = async (given = later()) => { await given; read('after') }
    await run('a', () => fn())`,
  'an async function called without await': `
    const work = async (name) => { await null; read(name); await sleep(1); read(name) }
    await run('a', async () => { work('left alone'); read('at once') })
    read('outside')
    await sleep(10)`,
  'a callback that is stored and called later': `
    const stored = []
    run('keeper', () => stored.push(() => read('stored')))
    run('a', () => stored[0]())
    stored[0]()`,
  'an async callback that is stored and called later': `
    const stored = []
    run('keeper', () => stored.push(async () => { await null; read('stored') }))
    await run('a', () => stored[0]())
    await stored[0]()`,
  'an emitter made by hand': `
    const listeners = new Set()
    run('listener', () => listeners.add(() => read('heard')))
    run('a', () => { for (const listener of listeners) listener() })`,
  recursion: `
    const count = async (n) => { if (n === 0) return; await null; await run('depth ' + n, () => count(n - 1)); read(n) }
    await run('a', () => count(3))
    read('outside')`,
  'functions that call each other in turns': `
    const ping = async (n) => { await null; read('ping'); if (n > 0) await run('pong', () => pong(n - 1)); read('ping again') }
    const pong = async (n) => { await sleep(1); read('pong'); if (n > 0) await run('ping', () => ping(n - 1)); read('pong again') }
    await run('a', () => ping(3))`,
  'callbacks of array methods': `
    await run('a', async () => {
      await Promise.all([3, 1, 2].map(async (n) => { await sleep(n * 5); read(n) }))
      read([1, 2].reduce((sum, n) => { read('reduce'); return sum + n }))
    })`,
  'a proxy of an async function': `
    const fn = new Proxy(async () => { await null; read('inside') }, { apply: (target, self, args) => { read('trap'); return target.apply(self, args) } })
    await run('a', () => fn())`,
  'call, apply and bind of Function': `
    async function fn(word) { await null; read(word + this.name) }
    await run('a', async () => { await fn.call({ name: 1 }, 'call'); await fn.apply({ name: 2 }, ['apply']); await fn.bind({ name: 3 }, 'bind')() })`,

  // Scopes
  'run within run': `
    await run('a', async () => {
      await run('b', async () => { await null; read('inner'); run('c', () => read('innermost')); read('inner again') })
      read('outer')
    })
    read('outside')`,
  'run that throws': `
    try { run('a', () => { read('inside'); throw new Error('no') }) } catch { read('catch') }
    await run('b', async () => { try { await run('c', async () => { await null; throw new Error('no') }) } catch { read('catch') } })`,
  'a value that is undefined': `
    await run('a', async () => { await run(undefined, async () => { await null; read('inside') }); read('after') })`,
  'a bound function': `
    const bound = run('a', () => bind(() => read('bound')))
    run('b', () => { bound(); read('after') })
    bound()`,
  'a bound async function': `
    const bound = run('a', () => bind(async () => { await null; read('bound') }))
    await run('b', async () => { await bound(); read('after') })`,
  'enter, left in the same breath': `
    run('a', () => { { using guard = enter('b'); read('entered') } read('left') })
    read('outside')`,
  'enter, for the rest of an async function': `
    await run('a', async () => { await null; using guard = enter('b'); read('entered'); await null; read('still') })
    read('outside')`,
  'using and await using': `
    const resource = (name) => ({
      [Symbol.dispose]() { read('disposes ' + name) },
      async [Symbol.asyncDispose]() { await null; read('disposes later ' + name) },
    })
    await run('a', async () => {
      { await using one = resource(1); using other = resource(2); await null; read('body') }
      read('after')
    })`,
  'await using that fails': `
    const resource = { async [Symbol.asyncDispose]() { await sleep(1); read('disposed'); throw new Error('no') } }
    await run('a', async () => {
      try { await using one = resource; throw new Error('body') } catch { read('catch') }
    })`,
  'try, catch and finally with awaits': `
    const walk = async (fails) => {
      try { await null; if (fails) throw new Error('no'); return 'returned' }
      catch { await null; read('catch') }
      finally { await null; read('finally') }
    }
    await run('a', async () => { await walk(true); read(await walk(false)) })`,
  'labels, break and continue around awaits': `
    await run('a', async () => {
      outer: for (const x of [1, 2]) for (const y of [1, 2]) { await null; if (y === 2) continue outer; read(x) }
      do { await null; read('once') } while (await false)
    })`,
  'top-level await': `
    await null
    read('outside')
    const value = await run('a', async () => { await null; return get() })
    read(value)`,
  'a dynamic import of another cell': `
    await run('a', async () => {
      const { later } = await import('./other.ts')
      read('imported')
      await later(read)
      read('after')
    })`,
  'flows that go on in turns': `
    const flow = async (name) => {
      for (let turn = 0; turn < 4; turn++) { await null; read(name); await run(name + turn, async () => { await null; read('inner') }) }
    }
    await Promise.all(['a', 'b', 'c'].map((name) => run(name, () => flow(name))))`,
  'flows that wait for one another': `
    const gates = { a: Promise.withResolvers(), b: Promise.withResolvers() }
    const flow = async (own, other) => { read('begun'); gates[own].resolve(); await gates[other].promise; read('met'); await null; read('end') }
    await Promise.all([run('a', () => flow('a', 'b')), run('b', () => flow('b', 'a'))])`,
  'a queue that one worker empties': `
    const jobs = []
    let wake = () => {}
    const add = (job) => new Promise((done) => { jobs.push({ job, done }); wake() })
    const worker = run('worker', async () => {
      for (let served = 0; served < 2; served++) {
        if (jobs.length === 0) await new Promise((resolve) => { wake = resolve })
        const { job, done } = jobs.shift()
        read('takes ' + job)
        done()
      }
    })
    await Promise.all([run('a', async () => { await add(1); read('served') }), run('b', async () => { await sleep(1); await add(2); read('served') })])
    await worker`,
}

/** A situation in which the lab reads something else than Node, on purpose or because it can't be helped. */
export interface Difference {
  readonly source: string
  readonly lab: readonly string[]
  readonly why: string
}

export const DIFFERENCES: Readonly<Record<string, Difference>> = {
  'an async generator made in one context and read in another': {
    source: `
      async function* numbers() { read('begun'); yield 1; await null; read('again'); yield 2 }
      const source = run('maker', () => numbers())
      await run('reader', async () => { for await (const n of source) read(n) })`,
    lab: ['begun=maker', '1=reader', 'again=maker', '2=reader'],
    why: 'Its context is the one in which it was called, as in the AsyncContext proposal. In Node it is that of whoever asks for the next element.',
  },
  'an async generator that is read in turns from two contexts': {
    source: `
      async function* numbers() { for (let n = 1; ; n++) { await null; read('makes'); yield n } }
      const source = run('maker', () => numbers())
      await run('a', () => source.next())
      await run('b', () => source.next())`,
    lab: ['makes=maker', 'makes=maker'],
    why: 'Its context is the one in which it was called, as in the AsyncContext proposal. In Node it is that of whoever asks for the next element.',
  },
  'enter in a callee that has not awaited yet': {
    source: `
      const callee = async () => { using guard = enter('b'); read('entered'); await null; read('callee') }
      await run('a', async () => { const done = callee(); read('caller'); await done; read('caller again') })`,
    lab: ['entered=b', 'caller=a', 'callee=b', 'caller again=a'],
    why: 'What an async function enters does not leak into its caller. In Node it does.',
  },
  'Array.fromAsync': {
    source: `
      async function* numbers() { yield 1; await null; read('between'); yield 2 }
      await run('a', async () => { read(await Array.fromAsync(numbers(), async (n) => { await null; read(n); return n })) })`,
    lab: ['1=undefined', 'between=a', '2=undefined', '1,2=a'],
    why: 'The engine waits and calls back by itself: no promise callback is given that could be bound.',
  },
  'an AsyncDisposableStack': {
    source: `
      await run('a', async () => {
        const stack = new AsyncDisposableStack()
        for (const n of [1, 2]) stack.defer(async () => { await null; read(n) })
        await stack.disposeAsync()
        read('after')
      })`,
    lab: ['2=a', '1=undefined', 'after=a'],
    why: 'The engine waits and calls back by itself, from the second on.',
  },
  'a thenable given to the resolve of an executor': {
    source: `
      const query = { then(done) { read('sent'); done(1) } }
      await run('a', async () => { await new Promise((resolve) => resolve(query)); read('after') })`,
    lab: ['sent=undefined', 'after=a'],
    why: 'The function that resolves comes from the engine; only a promise class of the lab’s own could change it.',
  },
}

/** The cell that one of them imports. */
export const OTHER_CELL = `export const later = async (read) => { await null; read('in the other cell') }`
