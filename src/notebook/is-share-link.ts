/** Tells a share link from the other things that can stand behind the `#` of an address. */

export const LINK_START = '#try='

/** @param fragment its `#` included. No name of a section has a `=`. */
export function isShareLink(fragment: string): boolean {
  return fragment.startsWith(LINK_START)
}
