/**
 * No code is made from text in a run: no `eval`, no `new Function`. The page's policy forbids it, and elsewhere the same
 * holds; such code could not be seen speaking anyway, because the compiler never met it.
 */

import { replace } from './replace.ts'

/** Makes `eval` and the constructors of functions throw an EvalError. There is no way back. */
export function refuseCodeFromText(globals: object): void {
  replace(globals, 'eval', refuse)
  replace(globals, 'Function', refusing('Function', Function.prototype))
  refusing(
    'GeneratorFunction',
    Object.getPrototypeOf(function* () {}),
  )
}

function refuse(): never {
  throw new EvalError('A run makes no code from text: `eval` and `new Function` are not there.')
}

/** A constructor that makes nothing; functions are still instances of it. */
function refusing(name: string, prototype: object): object {
  function refused(): never {
    return refuse()
  }
  Object.defineProperties(refused, {
    name: { value: name, configurable: true },
    prototype: { value: prototype },
  })
  replace(prototype, 'constructor', refused)
  return refused
}
