/** Addresses within the site, whatever path it is published under. */

const base = import.meta.env.BASE_URL.replace(/\/?$/, '/')

export const home = base

/** The course, on the home page. */
export const course = `${base}#course`

/** All that a reader has changed. */
export const yourWork = `${base}your-work/`

export function lessonAddress(slug: string): string {
  return `${base}lessons/${slug}/`
}

/** Where a lesson's compiled cells lie. @param version says what is in them */
export function programsAddress(slug: string, version: string): string {
  return `${base}lessons/${slug}/programs.${version}.json`
}
