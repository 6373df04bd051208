/** The compiled cells of a lesson: what the page fetches to run a cell that nobody has edited. */

import { getCollection } from 'astro:content'
import type { APIRoute } from 'astro'
import { prepareLesson } from '../../../build/prepare-lesson.ts'
import { programsVersion } from '../../../build/programs-version.ts'

export async function getStaticPaths() {
  const lessons = await getCollection('lessons')
  return Promise.all(
    lessons.map(async ({ id, filePath }) => {
      const version = await programsVersion(() => prepareLesson(id, filePath as string))
      return { params: { lesson: id, version }, props: { filePath } }
    }),
  )
}

export const GET: APIRoute = async ({ params, props }) => {
  const { programs } = await prepareLesson(params.lesson as string, props.filePath)
  return Response.json(programs)
}
