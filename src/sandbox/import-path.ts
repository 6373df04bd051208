/** An import path is the way from one source file to another, as an import spells it. */

/**
 * The file that an import means: in `kitchen/brew.ts`, `./tea.ts` is `kitchen/tea.ts`.
 * Files are named by their way from the folder of the file that is run.
 * @returns nothing for what is no way to a file, as `@lab/logger`, and for a way that leads out of that folder
 */
export function importedFile(path: string, importer: string): string | undefined {
  if (!/^\.\.?\//.test(path)) return undefined
  const way = importer.split('/').slice(0, -1)
  for (const step of path.split('/')) {
    if (step === '.') continue
    if (step !== '..') way.push(step)
    else if (way.pop() === undefined) return undefined
  }
  return way.join('/')
}

/** How an import has to spell a file: in `kitchen/brew.ts`, `menu.ts` is `../menu.ts`. */
export function importPath(file: string, importer: string): string {
  const way = file.split('/')
  const from = importer.split('/').slice(0, -1)
  while (from.length > 0 && way.length > 1 && from[0] === way[0]) {
    from.shift()
    way.shift()
  }
  return from.length > 0 ? [...from.map(() => '..'), ...way].join('/') : `./${way.join('/')}`
}
