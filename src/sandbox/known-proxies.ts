/**
 * Known proxies are all that a program has made. Nothing else tells a proxy from the object behind it, and to look at one
 * would run the program's code; so the lab notes them as they are made, and looks at what is behind.
 */

import { replace } from '../simulation/world/replace.ts'

export interface Behind {
  readonly target: object
  readonly handler: object
}

const { apply, construct, defineProperty } = Reflect
const { get, set } = WeakMap.prototype
const known = new WeakMap<object, Behind | 'revoked'>()

/** What is behind a proxy, or that nothing is any more; nothing for what is no proxy. */
export function behindProxy(value: object): Behind | 'revoked' | undefined {
  // The program may have put methods of its own on the prototype.
  return apply(get, known, [value])
}

/** From now on every proxy is known. There is no way back: a program's worker serves one run. */
export function noteProxies(globals: object): void {
  const Native = Proxy
  const note = (proxy: object, behind: Behind | 'revoked') => {
    apply(set, known, [proxy, behind])
  }
  const { revocable } = Native
  defineProperty(Native, 'revocable', {
    value: {
      revocable<T extends object>(target: T, handler: ProxyHandler<T>) {
        const { proxy, revoke } = revocable(target, handler)
        note(proxy, { target, handler })
        return {
          proxy,
          revoke: () => {
            note(proxy, 'revoked')
            revoke()
          },
        }
      },
    }.revocable,
    configurable: true,
    writable: true,
  })
  const Noted = new Native(Native, {
    construct(_, args: [object, object]) {
      const proxy = construct(Native, args)
      note(proxy, { target: args[0], handler: args[1] })
      return proxy
    },
  })
  replace(globals, 'Proxy', Noted)
}
