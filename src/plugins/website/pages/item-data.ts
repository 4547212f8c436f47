/** A document in the words of schema.org; lessons and courses with the properties of LRMI. */
import { absoluteUrl, itemPath, type Item, type Picture, type Site, type Term } from '@/core'

import { plainText } from '../components/body'
import { urlOfWidth } from '../components/picture'
import type { Thing } from '../components/structured'
import type { Of } from '../components/types'
import { bestFile, chaptersOf } from '../film'
import type { Look } from '../html'
import { topicPath } from './addresses'

/** Search engines ask for pictures at least 1,200 px wide (Google, Article). */
const IMAGE_WIDTH = 1200

export function describeItem(item: Item, { site }: Look): Thing[] {
  const { details } = item
  const common = commonProperties(item, site)
  switch (details.type) {
    case 'articles':
      return [{ '@type': 'Article', ...common, ...articleProperties(item) }]
    case 'videos':
      return [{ '@type': 'VideoObject', ...common, ...videoProperties(item, details, site) }]
    case 'explainers':
      return [
        { '@type': 'Article', ...common, ...articleProperties(item) },
        ...frequentQuestions(details),
      ]
    case 'lessons':
      return [{ '@type': 'LearningResource', ...common, ...lessonProperties(item, details, site) }]
    case 'courses':
      return [{ '@type': 'Course', ...common, ...courseProperties(details, site) }]
    case 'editions':
      return [{ '@type': 'PublicationIssue', ...common, ...editionProperties(details, site) }]
  }
}

const officeOf = (site: Site): Thing => ({
  '@type': 'Organization',
  name: site.publisher,
  url: `${site.publicUrl}/`,
})

function commonProperties(item: Item, site: Site): Record<string, unknown> {
  const url = absoluteUrl(site, itemPath(item))
  return {
    '@id': url,
    url,
    name: item.title,
    description: item.summary || undefined,
    inLanguage: item.language,
    datePublished: item.publishedAt,
    dateModified: item.updatedAt,
    author: { '@type': 'Organization', name: item.credits.author || site.publisher },
    publisher: officeOf(site),
    image: item.cover && imageOf(item.cover, site),
    about: item.themes.map((term) => topicOf('themes', term, site)),
    audience: item.audiences.map(({ label }) => ({
      '@type': 'EducationalAudience',
      audienceType: label,
    })),
    isBasedOn: item.credits.source?.name,
  }
}

const topicOf = (kind: 'themes', { slug, label }: Term, site: Site): Thing => ({
  '@type': 'DefinedTerm',
  name: label,
  url: absoluteUrl(site, topicPath(kind, slug)),
})

const imageOf = (picture: Picture, site: Site): string =>
  absoluteUrl(site, urlOfWidth(picture, IMAGE_WIDTH))

const articleProperties = ({ title }: Item): Record<string, unknown> => ({ headline: title })

const videoProperties = (
  item: Item,
  details: Of<'videos'>,
  site: Site,
): Record<string, unknown> => {
  const { poster, durationSeconds, transcript, captions } = details
  const { publishedAt, cover, title, summary } = item
  const still = poster ?? cover
  const film = bestFile(details)
  return {
    description: summary || title,
    uploadDate: publishedAt,
    contentUrl: absoluteUrl(site, film.url),
    encodingFormat: film.mediaType,
    thumbnailUrl: still && imageOf(still, site),
    duration: durationSeconds === undefined ? undefined : isoDuration(durationSeconds),
    transcript,
    caption: captions.map(({ url, mediaType, language }) => ({
      '@type': 'MediaObject',
      contentUrl: absoluteUrl(site, url),
      encodingFormat: mediaType,
      inLanguage: language,
    })),
    hasPart: clipsOf(item, details, site),
  }
}

/** Chapters as search engines show them: key moments of the page's own address (Google, Clip). */
const clipsOf = (item: Item, details: Of<'videos'>, site: Site): readonly Thing[] | undefined => {
  const clips = chaptersOf(details).map(({ start, end, title }) => ({
    '@type': 'Clip',
    name: title,
    startOffset: start,
    endOffset: end,
    url: `${absoluteUrl(site, itemPath(item))}?t=${String(start)}`,
  }))
  return clips.length === 0 ? undefined : clips
}

/** `PT1H2M5S` (ISO 8601). */
function isoDuration(seconds: number): string {
  const whole = Math.round(seconds)
  const [hours, minutes, rest] = [
    Math.floor(whole / 3600),
    Math.floor((whole % 3600) / 60),
    whole % 60,
  ]
  return `PT${hours ? `${String(hours)}H` : ''}${minutes ? `${String(minutes)}M` : ''}${
    rest || whole === 0 ? `${String(rest)}S` : ''
  }`
}

const frequentQuestions = ({ questions }: Of<'explainers'>): Thing[] =>
  questions.length === 0
    ? []
    : [
        {
          '@type': 'FAQPage',
          mainEntity: questions.map(({ question, answerHtml }) => ({
            '@type': 'Question',
            name: question,
            acceptedAnswer: { '@type': 'Answer', text: plainText(answerHtml) },
          })),
        },
      ]

const lessonProperties = (
  { courses, attachments }: Item,
  { objectives, durationMinutes, teacher, quiz }: Of<'lessons'>,
  site: Site,
): Record<string, unknown> => ({
  learningResourceType: 'lesson',
  educationalUse: 'instruction',
  teaches: objectives,
  timeRequired: durationMinutes === undefined ? undefined : isoDuration(durationMinutes * 60),
  contributor: teacher && { '@type': 'Person', name: teacher },
  isPartOf: courses.map(({ slug, label }) => ({
    '@type': 'Course',
    name: label,
    url: absoluteUrl(site, itemPath({ type: 'courses', slug })),
  })),
  associatedMedia: attachments.map(({ url, mediaType, title, bytes }) => ({
    '@type': 'MediaObject',
    name: title,
    contentUrl: absoluteUrl(site, url),
    encodingFormat: mediaType,
    contentSize: `${String(bytes)} B`,
  })),
  hasPart: quiz.length === 0 ? undefined : { '@type': 'Quiz', learningResourceType: 'quiz' },
})

const editionProperties = (
  { newspaper, entries }: Of<'editions'>,
  site: Site,
): Record<string, unknown> => ({
  isPartOf: {
    '@type': 'Periodical',
    name: newspaper.label,
    url: absoluteUrl(site, topicPath('newspaper', newspaper.slug)),
  },
  hasPart: entries.map(({ headline, path }, index) => ({
    '@type': 'CreativeWork',
    position: index + 1,
    name: headline,
    url: absoluteUrl(site, path),
  })),
})

const courseProperties = ({ lessons }: Of<'courses'>, site: Site): Record<string, unknown> => ({
  provider: officeOf(site),
  learningResourceType: 'course',
  educationalUse: 'instruction',
  hasPart: lessons.map(({ slug, label }, index) => ({
    '@type': 'LearningResource',
    position: index + 1,
    name: label,
    url: absoluteUrl(site, itemPath({ type: 'lessons', slug })),
  })),
})
