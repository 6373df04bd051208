/** A cache storage in memory, for tests: as much of a browser's as keeping pages takes. */

export class MemoryCaches {
  /** Bytes that fit in. */
  room = Number.POSITIVE_INFINITY
  readonly #caches = new Map<string, Map<string, Response>>()

  async keys(): Promise<string[]> {
    return [...this.#caches.keys()]
  }

  async has(name: string): Promise<boolean> {
    return this.#caches.has(name)
  }

  async delete(name: string): Promise<boolean> {
    return this.#caches.delete(name)
  }

  async match(
    url: string,
    { cacheName = '' }: MultiCacheQueryOptions,
  ): Promise<Response | undefined> {
    return this.#caches.get(cacheName)?.get(url)?.clone()
  }

  async open(name: string) {
    const entries = this.#caches.get(name) ?? new Map<string, Response>()
    this.#caches.set(name, entries)
    return {
      put: async (url: string, response: Response) => {
        const size = (await response.clone().arrayBuffer()).byteLength
        if (size > this.room) throw new DOMException('No room.', 'QuotaExceededError')
        this.room -= size
        entries.set(url, response)
      },
      keys: async () => [...entries.keys()].map((url) => new Request(url)),
      delete: async (request: Request | string) =>
        entries.delete(typeof request === 'string' ? request : request.url),
    }
  }

  /** Set while a page holds the lock. */
  isLocked = false

  /** As TypeScript's DOM library has it. */
  asLocks(): LockManager {
    const request = async (
      name: string,
      { ifAvailable = false }: LockOptions,
      work: (lock: Lock | null) => unknown,
    ) => work(ifAvailable && this.isLocked ? null : { name, mode: 'shared' })
    return { request } as unknown as LockManager
  }

  /** As TypeScript's DOM library has it. */
  asStorage(): CacheStorage {
    return this as unknown as CacheStorage
  }
}
