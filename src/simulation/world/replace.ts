/** Replacing puts the simulation's own thing where the machine's was: under the same name, and hidden from listings as that was. */

export function replace(holder: object, name: string, value: unknown): void {
  // The lab's own code is minified, and then its functions have names of chance.
  if (typeof value === 'function' && name !== 'constructor') {
    Object.defineProperty(value, 'name', { value: name, configurable: true })
  }
  Object.defineProperty(holder, name, {
    value,
    configurable: true,
    enumerable: false,
    writable: true,
  })
}
