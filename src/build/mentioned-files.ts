/** A file needs those that it mentions: names with a hash in them occur nowhere by chance. */

/** What each file mentions, by path. @param texts of those files that can mention others, by path */
export function mentionsOf(
  paths: readonly string[],
  texts: ReadonlyMap<string, string>,
): ReadonlyMap<string, readonly string[]> {
  return new Map([...texts].map(([path, text]) => [path, mentionedIn(text, paths, path)]))
}

/** @param itself is not looked for */
export function mentionedIn(text: string, paths: readonly string[], itself?: string): string[] {
  return paths.filter((path) => path !== itself && text.includes(nameOf(path)))
}

/**
 * Everything that some files need, they themselves included.
 * @param without files at which to stop: neither they nor what only they need
 */
export function neededBy(
  files: readonly string[],
  mentions: ReadonlyMap<string, readonly string[]>,
  without: ReadonlySet<string> = new Set(),
): ReadonlySet<string> {
  const needed = new Set<string>()
  const waiting = [...files]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (needed.has(path) || without.has(path)) continue
    needed.add(path)
    waiting.push(...(mentions.get(path) ?? []))
  }
  return needed
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
