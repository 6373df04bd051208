/** Cell files are how Monaco and TypeScript name the cells of a lesson: files in one folder. */

/** The folder of the cells; the lab lies beside it. */
export const CELL_FOLDER = 'file:///cells/'
export const LAB_FOLDER = 'file:///lab/'

/** The address of a cell. */
export function cellFile(name: string): string {
  return CELL_FOLDER + name
}

/** The cell at an address; nothing for a file of the lab, or of TypeScript. */
export function cellAt(address: string): string | undefined {
  return address.startsWith(CELL_FOLDER) ? address.slice(CELL_FOLDER.length) : undefined
}
