/** The id of the element of a page that holds the lesson's data, names its late lenses, and says where its compiled cells lie. */
export const LESSON_DATA_ID = 'lesson-data'
