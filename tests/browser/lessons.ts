/** The lessons that are written: their slugs. */

import { readdirSync } from 'node:fs'

export const LESSONS = readdirSync('content/lessons').map((folder) => folder.replace(/^\d+-/, ''))
