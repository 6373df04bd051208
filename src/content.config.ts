/** The content of the site: the course, and the lessons that are written so far. */

import { defineCollection } from 'astro:content'
import { file, glob } from 'astro/loaders'
import { z } from 'astro/zod'

/** Every lesson of the course, in its order. */
const course = defineCollection({
  loader: file('./content/course.json'),
  schema: z.object({
    number: z.number().int(),
    title: z.string(),
    /** The question with which the lesson opens. */
    question: z.string(),
  }),
})

/** What a lesson's file adds. Its folder is called `NN-slug`. */
const lessons = defineCollection({
  loader: glob({
    base: './content/lessons',
    pattern: '*/index.mdx',
    generateId: ({ entry }) => entry.replace(/^\d+-/, '').replace(/\/index\.mdx$/, ''),
  }),
  schema: z.object({
    /** For search engines and link previews: one sentence. */
    description: z.string(),
    /** How long a reader takes. */
    minutes: z.number().int(),
  }),
})

export const collections = { course, lessons }
