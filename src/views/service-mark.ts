/** A service mark is how a service is recognised everywhere: a colour and a monogram, given in the order of appearance. */

export interface ServiceMark {
  readonly service: string
  /** Which colour of the palette, from 0. With more services than colours they begin again. */
  readonly colour: number
  /** Two letters that no other service of the run has. */
  readonly monogram: string
}

/** How many service colours `styles/palette.css` has. */
export const SERVICE_COLOURS = 8

export type ServiceMarks = ReadonlyMap<string, ServiceMark>

/** @param services in the order of their first appearance */
export function markServices(services: readonly string[]): ServiceMarks {
  const marks = new Map<string, ServiceMark>()
  const taken = new Set<string>()
  services.forEach((service, index) => {
    const monogram = freeMonogram(service, taken)
    taken.add(monogram)
    marks.set(service, { service, colour: index % SERVICE_COLOURS, monogram })
  })
  return marks
}

/** The first letter and the first later letter that makes the pair unique; or the letter and a number. */
function freeMonogram(service: string, taken: ReadonlySet<string>): string {
  const letters = [...service].filter((letter) => /[\p{L}\p{N}]/u.test(letter))
  const first = (letters[0] ?? '?').toUpperCase()
  const pairs = letters.slice(1).map((letter) => first + letter.toLowerCase())
  const free = pairs.find((pair) => !taken.has(pair))
  if (free !== undefined) return free
  let number = 1
  while (taken.has(`${first}${number}`)) number++
  return `${first}${number}`
}
