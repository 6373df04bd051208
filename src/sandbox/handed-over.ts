/** What is handed over with a message: a list of one, of which a program cannot change how it is read. */

const { iterator } = Symbol

/** `postMessage` asks what it is given for its iterator, and a program can give all lists another one. */
export function only<T extends object>(item: T): T[] {
  let isRead = false
  const list = {
    __proto__: null,
    [iterator]: () => list,
    next: () => {
      const done = isRead
      isRead = true
      return { __proto__: null, done, value: done ? undefined : item }
    },
  }
  return list as unknown as T[]
}
