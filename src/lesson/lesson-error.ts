/** A lesson error is an author's mistake: it names the lesson and the line, and it fails the build. */

export class LessonError extends Error {
  override readonly name = 'LessonError'

  /**
   * @param lesson the file of the lesson
   * @param line from 1, in that file
   */
  constructor(lesson: string, line: number, message: string) {
    super(`${lesson}:${line}: ${message}`)
  }
}
