/** Packs texts into one zip file, in a folder of their own. */

import { strToU8, zipSync } from 'fflate'

/**
 * @param folder its name: all files lie in it
 * @param files texts by their path in the folder
 */
export function zipFolder(
  folder: string,
  files: Readonly<Record<string, string>>,
): Uint8Array<ArrayBuffer> {
  const entries = Object.entries(files).map(([path, text]) => [`${folder}/${path}`, strToU8(text)])
  return zipSync(Object.fromEntries(entries), { level: 6 })
}
