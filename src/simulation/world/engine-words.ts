/**
 * Engine words are what an engine says in the errors that it makes itself. A run says the same everywhere: where engines
 * differ, an error gets the words of V8, with which the site is built, before the program can look at it.
 *
 * What is changed are words that nobody would write by hand, and that tell what V8's words tell. The rest is listed in
 * `docs/determinism.md`.
 */

import { apply, isError } from '../../telemetry/untouched.ts'
import { replace } from './replace.ts'
import { hideOwnStack } from './stack-text.ts'

/** What Firefox says, and then WebKit, and what V8 says. */
const WORDS: readonly (readonly [theirs: RegExp, ours: string])[] = [
  // It does not say whether something was read or written; most often it was read.
  [
    /^can't access property (?:"(.*?)"|(\d+))(?:, .+ is| of) (undefined|null)$/s,
    "Cannot read properties of $3 (reading '$1$2')",
  ],
  [
    /^can't access property Symbol\.iterator(?:, (.+) is (?:undefined|null)| of (undefined|null))$/s,
    '$1$2 is not iterable',
  ],
  [
    /^can't access lexical declaration '(.+)' before initialization$/,
    "Cannot access '$1' before initialization",
  ],
  [/^invalid assignment to const '.+'$/, 'Assignment to constant variable.'],
  [/^assignment to undeclared variable (.+)$/, '$1 is not defined'],
  [
    /^can't define property "(.+)": Object is not extensible$/s,
    'Cannot add property $1, object is not extensible',
  ],
  [/^can't convert (?:undefined|null) to object$/, 'Cannot convert undefined or null to object'],
  [/^can't convert symbol to (string|number)$/, 'Cannot convert a Symbol value to a $1'],
  [/^BigInt value can't be serialized in JSON$/, 'Do not know how to serialize a BigInt'],
  [/^BigInt division by zero$/, 'Division by zero'],
  [/^invalid array length$/, 'Invalid array length'],
  [/^reduce of empty array with no initial value$/, 'Reduce of empty array with no initial value'],
  [/^too much recursion$/, 'Maximum call stack size exceeded'],
  // It names the whole expression; the property is what that ends with. A loop over nothing reads alike.
  [
    /^(undefined|null) is not an object \(evaluating '.*(?:\.([\w$]+)|\[(?:(["'])(.*)\3|(\d+))\])'\)$/s,
    "Cannot read properties of $1 (reading '$2$4$5')",
  ],
  [/^(.+) is not a function\. \(In '.+', '.+' is .+\)$/s, '$1 is not a function'],
  [/^(.+) is not a constructor \(evaluating '.+'\)$/s, '$1 is not a constructor'],
  [/^Can't find variable: (.+)$/, '$1 is not defined'],
  [/^Cannot convert a symbol to a (string|number)$/, 'Cannot convert a Symbol value to a $1'],
  [/^JSON\.stringify cannot serialize BigInt\.$/, 'Do not know how to serialize a BigInt'],
  [/^0 is an invalid divisor value\.$/, 'Division by zero'],
  [/^Array length must be a positive integer of safe magnitude\.$/, 'Invalid array length'],
  [/^Maximum call stack size exceeded\.$/, 'Maximum call stack size exceeded'],
]

/** Whether this engine speaks otherwise than V8. */
let isForeign = false

/** What V8 would say. @param message what an engine said; all other words stay as they are */
export function commonWords(message: string): string {
  const [theirs, ours] = WORDS.find(([pattern]) => pattern.test(message)) ?? []
  return theirs && ours !== undefined ? message.replace(theirs, ours) : message
}

/** Gives an error that the engine made the words of V8. Anything else stays as it is. @returns what it was given */
export function inCommonWords<T>(thrown: T): T {
  if (isForeign && isError(thrown)) {
    translate(thrown)
    hideOwnStack(thrown)
  }
  return thrown
}

/**
 * From now on errors are in common words, also those that promises hand on. There is no way back.
 * @param promiseClass whose promises to change: `Promise`, once in a program
 */
export function speakInCommonWords(promiseClass: PromiseConstructor): void {
  isForeign = speaksOtherwise()
  if (!isForeign) return
  const { then: thenAsBefore } = promiseClass.prototype
  replace(
    promiseClass.prototype,
    'then',
    function then(this: Promise<unknown>, onFulfilled: Callback, onRejected: Callback) {
      const translated =
        typeof onRejected === 'function'
          ? (reason: unknown) => onRejected(inCommonWords(reason))
          : onRejected
      return apply(thenAsBefore, this, [onFulfilled, translated])
    },
  )
}

type Callback = ((value: unknown) => unknown) | undefined

function speaksOtherwise(): boolean {
  try {
    const nothing = null as unknown as { cup: unknown }
    return Boolean(nothing.cup)
  } catch (error) {
    return (error as Error).message !== "Cannot read properties of null (reading 'cup')"
  }
}

/** Never throws: a program can freeze its errors, and make them as strange as it likes. */
function translate(error: Error): void {
  try {
    const { message } = error
    if (typeof message !== 'string') return
    const common = commonWords(message)
    if (common === message) return
    replace(error, 'message', common)
    // Firefox has a kind of its own for what V8 calls a RangeError.
    if (error.name === 'InternalError') Object.setPrototypeOf(error, RangeError.prototype)
  } catch {
    // Then it keeps its words.
  }
}
