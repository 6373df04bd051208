/** Where a file of the lab can be read on this site. */

const base = import.meta.env.BASE_URL.replace(/\/?$/, '/')

/**
 * @param file as positions name it, such as `@lab/shop/bank.ts`
 * @param line from 1
 */
export function labAddress(file: string, line?: number): string {
  const path = file.replace(/^@lab\/shop\//, 'simulation/shop/').replace(/\.ts$/, '')
  return `${base}lab/${path}/${line === undefined ? '' : `#L${line}`}`
}
