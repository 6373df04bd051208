import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping'
import * as esbuild from 'esbuild-wasm'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { LabExports } from './compile-result.ts'
import { instrument } from './instrument.ts'

const LAB: LabExports = new Map([['@lab/sim', ['sleep', 'work']]])

/** A cell as it comes out of the bundler. */
const bundled = (source: string) =>
  esbuild.transform(source, {
    loader: 'ts',
    sourcefile: 'cell:main.ts',
    sourcemap: 'external',
    tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
  })

async function instrumented(source: string, options?: Parameters<typeof instrument>[3]) {
  const { code, map } = await bundled(source)
  return instrument(code, map, LAB, options)
}

describe('sites', () => {
  /** What stands at each site: `2:5 info`. */
  async function sitesIn(source: string): Promise<string[]> {
    const { sites } = await instrumented(source)
    return sites.map(({ line, column }) => {
      const [word] =
        /^[#\w]+|^\S*/.exec(source.split('\n')[line - 1]?.slice(column - 1) ?? '') ?? []
      return `${line}:${column} ${word}`
    })
  }

  test('stand where the name of a call stands', async () => {
    expect(
      await sitesIn(["log.info('a')", "  deep.er['method'](1)", 'new Order(2)'].join('\n')),
    ).toEqual(['1:5 info', "2:11 'method'](1)", '3:5 Order'])
  })

  test('stand where a loop begins, and where an await does', async () => {
    expect(await sitesIn('for (;;) {\n  while (true) await tick()\n}')).toEqual([
      '2:16 await',
      '2:3 while',
      '1:1 for',
    ])
  })

  test('are numbered from the number that was asked for', async () => {
    const { code } = await instrumented('f(1); f(2)', { firstSite: 500 })
    expect(code).toMatch(/atCall\(500, 1\)[\s\S]*atCall\(501, 2\)/)
  })

  test('are made only in files that are to be covered', async () => {
    const { code, sites } = await instrumented('for (;;) f(1)', {
      covers: (file) => file !== 'main.ts',
    })
    expect(sites).toEqual([])
    expect(code).not.toMatch('__lab')
  })
})

describe('what is put in', () => {
  test.each<[what: string, source: string, code: string]>([
    ['a call is marked at its last argument', 'f(a, b)', 'f(a, __lab.atCall(0, b));'],
    ['a call without arguments stays', 'f(), new F()', 'f(), new F();'],
    [
      'a method without arguments is given nothing, and marked by it',
      'a?.f().g(1)',
      'a?.f(...__lab.atCall(0, [])).g(__lab.atCall(1, 1));',
    ],
    ['a spread argument stays spread', 'f(...a)', 'f(...__lab.atCall(0, a));'],
    ['a sequence stays one argument', 'f((a, b))', 'f((__lab.atCall(0, (a, b))));'],
    ['an await is marked at what it waits for', 'await a', 'await __lab.atAwait(0, a);'],
    ['an awaited sequence stays one', 'await (a, b)', 'await (__lab.atAwait(0, (a, b)));'],
    [
      'inner calls are marked before outer ones',
      'f(await g(h(1)))',
      'f(__lab.atCall(3, await __lab.atAwait(2, g(__lab.atCall(1, h(__lab.atCall(0, 1)))))));',
    ],
    ['a loop counts its rounds', 'for (;;) {\n}', 'for (; ; ) {__lab.atLoop(0);\n}'],
    ['a loop without a block gets one', 'while (a) b', 'while (a) {__lab.atLoop(0);b;}'],
    [
      'a loop in a loop without blocks gets two',
      'for (a in b) do c; while (d)',
      'for (a in b) {__lab.atLoop(1);do {__lab.atLoop(0);c;} while (d);}',
    ],
    [
      'what is caught is seen first',
      'try { a } catch (error) { b }',
      'try { a; } catch (error) {__lab.caught(error); b; }',
    ],
    [
      'what is caught is seen before a pattern takes it apart',
      'try { a } catch ({ message }) { b }',
      'try { a; } catch (__thrown) { let { message } = __lab.caught(__thrown); { b; }}',
    ],
    ['what is caught without a name stays', 'try { a } catch { b }', 'try { a; } catch { b; }'],
    [
      'an import is a constant before everything else',
      "f()\nimport { sleep, work as w } from '@lab/sim'",
      'const { sleep, work: w } = __lab.modules["@lab/sim"];f();',
    ],
    [
      'an import of everything is the module',
      "import * as sim from '@lab/sim'",
      'const sim = __lab.modules["@lab/sim"];',
    ],
    ['an import of nothing is gone', "import '@lab/sim'", ''],
    [
      'a dynamic import is a promise of the module',
      "f(import('@lab/sim'))",
      'f(__lab.atCall(0, Promise.resolve(__lab.modules["@lab/sim"])));',
    ],
  ])('%s', async (_, source, code) => {
    const squeezed = (await instrumented(source)).code.replace(/\n\s*/g, ' ').trim()
    expect(squeezed).toBe(code.replace('\n', ' '))
  })
})

describe('instrumented code does what the code did:', () => {
  type Say = (value: unknown) => void
  // biome-ignore lint/complexity/useArrowFunction: only an async function has this constructor
  const AsyncFunction = async function () {}.constructor as new (
    ...source: string[]
  ) => (say: Say, lab: unknown) => Promise<void>

  const hooks = {
    atCall: (_: number, value: unknown) => value,
    atAwait: (_: number, value: unknown) => value,
    atLoop: () => {},
    caught: (error: unknown) => error,
  }

  /** All that a program says, and how it ends. */
  async function saidBy(code: string): Promise<string[]> {
    const said: string[] = []
    try {
      await new AsyncFunction('say', '__lab', code)((value) => said.push(String(value)), hooks)
    } catch (error) {
      said.push(`thrown: ${error}`)
    }
    return said
  }

  async function expectSame(program: string): Promise<void> {
    const { code } = await bundled(program)
    expect(await saidBy((await instrumented(program)).code)).toEqual(await saidBy(code))
  }

  const programs: Record<string, string> = {
    'arguments, spread and defaults': `
      const f = (...all) => all.join()
      const g = (a, b = f(a), c = f(...[a, b])) => [a, b, c].join('|')
      say(f()); say(f(1, ...[2, 3], 4)); say(f(...[1], ...[2])); say(g(1)); say(f((1, 2), (3, 4)))`,
    'this of methods, optional calls and private methods': `
      class Till {
        static open = new Till(2)
        #total = 0
        constructor(by) { this.by = by }
        #add(n) { this.#total += n * this.by; return this }
        add(n) { return this.#add(n) }
        get total() { return this.#total }
      }
      say(new Till(3).add(1).add(2).total); say(Till.open?.add?.(4).total)
      const none = undefined; say(none?.add(1)); say(none?.(1))
      say(new (class extends Till { constructor() { super(5) } })().add(1).total)`,
    'labels, continue, break and empty bodies': `
      outer: for (let i = 0; i < 3; i++) for (const j of [0, 1, 2]) {
        if (j === 1) continue outer
        if (i === 2) break outer
        say(i + ':' + j)
      }
      let n = 3; while (n-- > 0); say(n)
      do n++; while (n < 3); say(n)
      for (const key in { a: 1, b: 2 }) if (key === 'a') say(key); else say('not a')`,
    'closures over loop variables': `
      const all = []
      for (let i = 0; i < 3; i++) all.push(() => i)
      for (const x of [7, 8]) all.push(() => x)
      say(all.map((f) => f()))`,
    'generators and destructuring': `
      function* numbers(n) { const got = yield n; yield* [got, (n, got + 1)] }
      const [a, ...rest] = [...numbers(1)]
      say(a); say(rest)
      const it = numbers(5); it.next(); say(it.next(6).value); say(it.next().value)`,
    'async generators and for await': `
      async function* slow() { for (const x of [1, 2]) yield await Promise.resolve(x) }
      for await (const x of slow()) say(x)
      for await (const x of [Promise.resolve(3), 4]) say(x)
      say(await (async () => (await 1) + (await (2, 3)))())`,
    'errors on their way out': `
      const fail = (word) => { throw new Error(word) }
      try { fail(await 'caught') } catch (error) { say(error.message) } finally { say('finally') }
      const late = await Promise.allSettled([(async () => fail('rejected'))()])
      say(late[0].reason.message)
      fail('in the end')`,
    'tagged templates, getters and computed names': `
      const tag = (parts, ...values) => parts.raw.join('_') + values.join()
      say(tag\`a\${1}b\${(2, 3)}c\`)
      const o = { get x() { return say('got') }, ['na' + 'me'](v) { return v } }
      o.x; say(o['name'](5)); say(o['na'.concat('me')]((6, 7)))`,
    'code that looks like what is put in': `
      say(') __lab.atCall(0, '); say("}"); say(/[)}]/.test(')')); say(\`\${')'}\`)
      if (true) { /* { */ say('}') }`,
  }

  test.each(Object.entries(programs))('%s', async (_, program) => {
    expect(await saidBy(program)).not.toEqual([])
    await expectSame(program)
  })

  /** Random programs that always end: expressions over a few names, and statements that say what they come to. */
  const { statements } = fc.letrec<{ expression: string; statement: string; statements: string }>(
    (tie) => {
      const expression = tie('expression')
      const form = (template: string, ...parts: fc.Arbitrary<string>[]) =>
        fc
          .tuple(...parts)
          .map((texts) => texts.reduce((text, part) => text.replace('□', () => part), template))
      return {
        expression: fc.oneof(
          { maxDepth: 4, withCrossShrink: true },
          fc.constantFrom('1', 'x', "'a)'", 'f', '[]'),
          form('(□, □)', expression, expression),
          form('f(□)', expression),
          form('f((□, □), □)', expression, expression, expression),
          form('f(...[□, □])', expression, expression),
          form('(await □)', expression),
          form('(await (□, □))', expression, expression),
          form('o.f(□)', expression),
          form('o?.f(□)', expression),
          form('new C(□).v', expression),
          form('(await (async (x) => □)(□))', expression, expression),
          form('(await Promise.all([□].map(async (x) => □)))', expression, expression),
          form('String(□).concat(□)', expression, expression),
          form('(□ ? □ : □)', expression, expression, expression),
        ),
        statement: fc.oneof(
          { maxDepth: 3, withCrossShrink: true },
          form('say(□);', expression),
          form('if (□) □ else □', expression, tie('statement'), tie('statement')),
          form('for (const x of [□, □]) □', expression, expression, tie('statement')),
          form('for (let i = 0; i < 2; i++) { □ }', tie('statement')),
          form('for (const x in { a: 1 }) for (;;) { □ break }', tie('statement')),
          form('do □ while (f(0));', tie('statement')),
          form('try { □ } catch (x) { □ }', tie('statement'), tie('statement')),
          form('try { throw □ } catch ({ length: x }) { □ }', expression, tie('statement')),
        ),
        statements: fc
          .array(tie('statement'), { minLength: 1, maxLength: 4 })
          .map((all) => all.join('\n')),
      }
    },
  )
  const NAMES = `
    const x = 0
    const f = (...all) => all.at(-1)
    f.toString = () => 'f'
    const o = { f, toString: () => 'o' }
    class C { constructor(v) { this.v = v } }
  `

  test('a hundred programs that were made up at random', async () => {
    await fc.assert(
      fc.asyncProperty(statements, (program) => expectSame(NAMES + program)),
      { numRuns: 100 },
    )
  })
})

describe('the source map is right after the edits:', () => {
  /** Where the source map says that each word beginning with `at_` comes from, and where it really does. */
  async function places(source: string): Promise<{ mapped: string[]; real: string[] }> {
    const { code, map } = await instrumented(source)
    const trace = new TraceMap(map)
    const words = [...source.matchAll(/\bat_\w+/g)].map(([word]) => word)
    const wordsAt = (text: string) =>
      text.split('\n').flatMap((line, index) =>
        [...line.matchAll(/\bat_\w+/g)].map(({ 0: word, index: column }) => ({
          word,
          line: index + 1,
          column,
        })),
      )
    const mapped = wordsAt(code).map(({ word, line, column }) => {
      const place = originalPositionFor(trace, { line, column })
      return `${word} ${place.line}:${place.column}`
    })
    expect(mapped).toHaveLength(words.length)
    return {
      mapped,
      real: wordsAt(source).map(({ word, line, column }) => `${word} ${line}:${column}`),
    }
  }

  test.each<[what: string, source: string]>([
    ['calls beside calls', 'at_f(1, at_a); at_g(at_b, at_c)'],
    ['calls within calls', 'at_f(at_g(at_h(at_a), at_b), at_c)'],
    ['an await', 'const at_x = await at_f(await at_g(at_y)), at_z = at_x'],
    ['loops without blocks', 'for (const at_x of at_y) while (at_z) at_f(at_x)'],
    [
      'several lines',
      'at_f(\n  at_a,\n  at_g(at_b),\n  () => {\n    at_h(at_c)\n  },\n)\nat_i(at_d)',
    ],
    ['a dynamic import', "at_f(await import('@lab/sim'), at_x)"],
    ['an import on one line', "import { sleep } from '@lab/sim'\nsleep(at_a)"],
    [
      'an import on several lines',
      "import {\n  sleep as pause,\n  work,\n} from '@lab/sim'\nat_f(pause(at_a), work(at_b))",
    ],
    [
      'types that are gone',
      'const at_x: Array<string> = at_f<number>(at_a as unknown); at_g(at_x!)',
    ],
  ])('%s', async (_, source) => {
    const { mapped, real } = await places(source)
    expect(mapped).toEqual(real)
  })

  test('whatever stands on one line', async () => {
    const call = fc.letrec<{ call: (name: () => string) => string }>((tie) => ({
      call: fc.oneof(
        { maxDepth: 4 },
        fc.constant((name: () => string) => name()),
        fc.tuple(tie('call'), tie('call')).map(
          ([a, b]) =>
            (name: () => string) =>
              `${name()}(${a(name)}, ${b(name)})`,
        ),
        tie('call').map((a) => (name: () => string) => `(await ${name()}.at(${a(name)}))`),
      ),
    })).call
    await fc.assert(
      fc.asyncProperty(fc.array(call, { minLength: 1, maxLength: 5 }), async (calls) => {
        let names = 0
        const source = calls.map((print) => `${print(() => `at_${names++}`)};`).join(' ')
        const { mapped, real } = await places(source)
        expect(mapped).toEqual(real)
      }),
      { numRuns: 50 },
    )
  })
})

test('classes keep their names for whoever minifies them, where that is asked for', async () => {
  const source =
    'class Cart {}\nconst Order = class {}\ntell(Cart.name, Order.name, (class _Named {}).name)'
  const { code } = await instrumented(source, { keepsClassNames: true })
  const { code: minified } = await esbuild.transform(code, { minify: true })
  const told: string[] = []
  const hooks = { atCall: (_: number, argument: unknown) => argument, named: Object }
  new Function('tell', '__lab', minified)((...names: string[]) => told.push(...names), hooks)
  expect(told).toEqual(['Cart', 'Order', 'Named'])
  expect((await instrumented(source)).code).not.toContain('static {')
})
