/** The same words in English. */
import type { FeedTexts } from './texts.zh'

export const en: FeedTexts = {
  all: 'Everything',
  articles: 'Articles',
  videos: 'Videos',
  explainers: 'Explainers',
  lessons: 'Lessons',
  courses: 'Courses',
  theme: 'Theme',
  audience: 'Audience',
  course: 'Course',
  corrections: 'Corrections',
  questions: 'Questions and answers',
  clause: 'Clause',
  plainSummary: 'In plain words',
  transcript: 'Transcript',
  objectives: 'Objectives',
  quiz: 'Quiz',
  answer: 'Answer',
  lessonsOfCourse: 'Lessons of this course',
  attachments: 'Attachments',
  removed: 'Withdrawn',
  indexTitle: 'Feeds',
  indexHelp:
    'Add any of these addresses to a feed reader. RSS, Atom and JSON Feed carry the same content.',
  opml: 'All feeds (OPML)',
  kinds: 'By kind',
  themes: 'By theme',
  audiences: 'By audience',
  coursesHeading: 'By course',
}
