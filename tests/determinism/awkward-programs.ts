/** Awkward programs touch what engines do in ways of their own, each thing by itself. */

const LAB = `import { sleep, work } from '@lab/sim'\nimport { span } from '@lab/tracer'\n`

export const AWKWARD_PROGRAMS: Readonly<Record<string, string>> = {
  'lists the globals': `
    const world = globalThis as any
    const names = Object.getOwnPropertyNames(world).sort()
    for (const name of names) console.log(name, typeof world[name], world[name]?.name)
    console.log(String(world), Object.keys(world).length, world.constructor === Object)`,

  'copies, encodes and takes addresses apart': `
    const copy: any = structuredClone({ when: new Date(0), error: new RangeError('no') })
    console.log(copy.when, copy.error)
    const bytes = new TextEncoder().encode('🫖 tea')
    console.log([...bytes], new TextDecoder().decode(bytes))
    const url = new URL('https://shop.example/cart?item=cup&item=pot')
    console.log(url.pathname, url.searchParams.getAll('item'))
    try { structuredClone(Symbol('tea')) } catch (error: any) { console.log(error.name, error.stack.split('\\n').length) }`,

  'speaks and reckons by the machine': `
    const now = new Date()
    console.log(now, String(now), now.toLocaleString(), now.toLocaleString('de'), now.toLocaleTimeString('en-US'))
    console.log(new Date(2025, 6, 1).getTime(), new Date('2025-07-01T12:00').getTime(), now.getTimezoneOffset())
    console.log((1234.5).toLocaleString(), (12345n).toLocaleString(), ['z', 'ä', 'a'].sort(Intl.Collator().compare))
    console.log(new Intl.DateTimeFormat().resolvedOptions(), 'ı'.toLocaleUpperCase(), 'I'.toLocaleLowerCase())
    console.log(new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' }).format(-1, 'day'))`,

  'computes what may be approximated': `
    const math = Math as any
    const names = Object.getOwnPropertyNames(Math).filter((name) => typeof math[name] === 'function' && name !== 'pow')
    for (const name of names.sort()) {
      if (name === 'random' || name === 'sumPrecise' || name === 'f16round') continue
      console.log(name, Array.from({ length: 50 }, (_, i) => math[name]((i - 20) / 7, 0.3)))
    }`,

  'errs as the engine does': `
    const nothing: any = undefined
    const order: any = { lines: null }
    const down = (): number => down() + 1
    const errors: (() => unknown)[] = [
      () => nothing.cup, () => order.lines.length, () => order.bill.total, () => order.lines[0], () => [].at(0)!['cup'],
      () => order.pay(), () => nothing.pay(), () => order.lines(), () => early, () => unheard, () => \`\${Symbol('tea')}\`, () => JSON.stringify(1n), () => 1n / 0n,
      () => new Array(-1), () => [].reduce((sum) => sum), down,
    ]
    let early = 1
    const spoken = ({ name, message }: Error) => name + ': ' + message
    for (const fail of errors) {
      try { fail() } catch (error: any) { console.log(spoken(error), error instanceof RangeError) }
      try { fail() } catch ({ message }) { console.log(message) }
      await Promise.resolve().then(fail).catch((error) => console.log(spoken(error)))
      await (async () => fail())().catch((error) => console.log(error.stack))
      const [settled] = await Promise.allSettled([Promise.resolve().then(fail)])
      console.log(settled)
    }
    nothing.cup`,

  'errs in words that WebKit does not have': `
    const nothing: any = undefined
    const order: any = { lines: null }
    const frozen: any = Object.freeze({})
    const errors: (() => unknown)[] = [
      () => { for (const line of order.lines); }, () => [...order.bill], () => { const [first] = nothing },
      () => { frozen.tea = 1 }, () => Object.keys(nothing),
    ]
    for (const fail of errors) {
      try { fail() } catch ({ message }) { console.log(message) }
    }`,

  'reads where an error was made before anybody caught it': `
    const copy: any = structuredClone({ error: new RangeError('no') })
    console.log(new TypeError('yes').stack, copy.error.stack)`,

  'rejects promises and listens late, or never': `${LAB}
    const lost = Promise.reject(new Error('late'))
    setTimeout(() => lost.catch(({ message }) => console.log('caught', message)), 5)
    const never = (async () => { await sleep(7); throw new Error('never heard') })()
    await sleep(10)
    void never`,

  'throws through timers, spans and microtasks': `${LAB}
    setTimeout(() => console.log('not this one'), 31)
    await span('outer', async () => {
      await sleep(5)
      await span('inner', async () => { work(3); throw new TypeError('through') })
    }).catch(console.log)
    setTimeout(() => { queueMicrotask(() => { throw new Error('in a microtask') }) }, 30)`,

  'waits in many orders at one moment': `${LAB}
    const say = (word: string) => console.log(word)
    setTimeout(say, 0, 'timer'); setImmediate(say, 'immediate'); queueMicrotask(() => say('microtask'))
    sleep(0).then(() => say('sleep'))
    Promise.resolve().then(() => say('promise')).finally(() => say('finally'))
    const thenable = { then(resolve: (word: string) => void) { say('asked'); resolve('thenable') } }
    say(await thenable)
    await Promise.any([Promise.reject(1), sleep(0)]); say('any')
    await Promise.allSettled([Promise.reject(1), null]); say('settled')
    for await (const word of (async function* () { yield* ['a', 'b'] })()) say(word)
    say(await Promise.race([sleep(1).then(() => 'one'), sleep(1).then(() => 'other')]))`,

  'serves many customers at once': `
    import { openShop } from '@lab/shop'
    import { sleep } from '@lab/sim'
    const shop = openShop({ bankSpread: 1 })
    const customer = async (order: number) => {
      await sleep(Math.random() * 300)
      const items = ['tea', 'cup', 'saucer', 'honey'].slice(order % 3)
      console.log(await shop.checkout({ order, items, card: '4242' }).catch(String))
    }
    await Promise.all(Array.from({ length: 30 }, (_, order) => customer(order)))`,

  'holds what a collector could take': `${LAB}
    const references = Array.from({ length: 2000 }, () => new WeakRef(new Array(1000)))
    new FinalizationRegistry(() => console.log('collected')).register({}, 1)
    for (let i = 0; i < 50; i++) { new Array(100_000).fill(i); await sleep(1) }
    console.log(references.filter((reference) => reference.deref()).length)`,

  'writes everything that a console takes': `
    import { logger } from '@lab/logger'
    import { sleep } from '@lab/sim'
    import { span, startSpan } from '@lab/tracer'
    class Cart { items = ['cup']; #secret = 1; get size() { return this.items.length } }
    const circle: any = { name: 'circle' }; circle.self = circle
    const url = new URL('https://shop.example/?a=1')
    console.log(-0, 1n, Symbol('id'), undefined, [, 1], new Cart(), Cart, Object.create(null), circle, [circle, circle])
    console.log(new Map<unknown, unknown>([[{}, 1], ['b', new Set([1])]]), new Uint8Array(3), new ArrayBuffer(2), /a/dg, new Date(0))
    console.log(url, url.searchParams, new Headers({ B: '2', a: '1' }), new TextEncoder(), crypto, performance, Intl, Math, globalThis, console)
    console.log((function* () {})(), [][Symbol.iterator](), new Map().keys(), 'a'.matchAll(/a/g), new WeakRef({}), new WeakMap(), Promise.resolve(), async () => {}, new Intl.NumberFormat('en'))
    console.log(new Error('no', { cause: new RangeError('far') }), new AggregateError([1]), Object.assign(new TypeError(), { code: 7 }), Object(1), new Proxy({ a: 1 }, {}), Reflect, Proxy, Array.prototype.map)
    try { structuredClone(() => {}) } catch (error: any) { console.log(error.name) }
    try { (undefined as any).cup } catch (error) { console.log([error]) }
    console.log(logger, logger('x'), span, startSpan('s'), sleep, (function (..._: number[]) { return arguments })(1, 2))
    console.log('%s|%d|%i|%f|%o|%O|%c|%s', { a: 1 }, '12px', 3.7, '1.5e3x', ['a'], 'b', 'color: red', Symbol('s'), 'left')
    console.table([{ a: 1, b: 'x' }, { b: 2 }], ['b']); console.dir('x'); console.dirxml([1]); console.assert(false, 'not %d', 1)
    console.group('outer'); console.count(); console.groupCollapsed(); console.trace('here'); console.clear()
    console.time(); await sleep(12.345); console.timeLog(undefined, {}); console.timeEnd(); console.timeEnd(); console.countReset('x')
    console.log('x'.repeat(10_000), Array.from({ length: 1000 }, (_, i) => ({ i })), 10n ** 400n)`,
}
