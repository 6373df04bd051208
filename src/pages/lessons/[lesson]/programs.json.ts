/** The compiled cells of a lesson: what the page fetches to run a cell that nobody has edited. */

import { getCollection } from 'astro:content'
import type { APIRoute } from 'astro'
import { prepareLesson } from '../../../build/prepare-lesson.ts'

export async function getStaticPaths() {
  const lessons = await getCollection('lessons')
  return lessons.map(({ id, filePath }) => ({ params: { lesson: id }, props: { filePath } }))
}

export const GET: APIRoute = async ({ params, props }) => {
  const { programs } = await prepareLesson(params.lesson as string, props.filePath)
  return Response.json(programs)
}
