/** Replacing puts the simulation's own thing where the machine's was: under the same name, and hidden from listings as that was. */

export function replace(holder: object, name: string, value: unknown): void {
  Object.defineProperty(holder, name, {
    value,
    configurable: true,
    enumerable: false,
    writable: true,
  })
}
