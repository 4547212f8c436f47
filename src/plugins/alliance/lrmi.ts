/** A document in schema.org's words, with those of LRMI: what sites put into their own pages, and packages carry. */
import { absoluteUrl, itemPath, tagUri, type Item, type Site } from '@/core'

const TYPES = {
  articles: 'Article',
  videos: 'VideoObject',
  explainers: 'Article',
  lessons: 'LearningResource',
  courses: 'Course',
  editions: 'PublicationIssue',
} as const

export type JsonLd = Readonly<Record<string, unknown>>

/** JSON-LD; absent values are left out. `url` is the page here: the canonical one. */
export function lrmiOf(item: Item, site: Site): JsonLd {
  const url = absoluteUrl(site, itemPath(item))
  const { details } = item
  const kind = TYPES[details.type]
  const isLearning = details.type === 'lessons' || details.type === 'courses'
  return withoutAbsent({
    '@context': 'https://schema.org/',
    '@type': isLearning && kind !== 'LearningResource' ? ['LearningResource', kind] : kind,
    '@id': tagUri(site, `${item.type}/${item.id}`),
    url,
    mainEntityOfPage: url,
    name: item.title,
    description: item.summary || undefined,
    inLanguage: item.language,
    datePublished: item.publishedAt,
    dateModified: item.updatedAt,
    author: { '@type': 'Organization', name: item.credits.author || site.publisher },
    publisher: { '@type': 'Organization', name: site.publisher, url: `${site.publicUrl}/` },
    isBasedOn: sourceOf(item),
    isAccessibleForFree: true,
    about: listed(item.themes, ({ label }) => ({ '@type': 'DefinedTerm', name: label })),
    audience: listed(item.audiences, ({ label }) => ({
      '@type': 'EducationalAudience',
      educationalRole: label,
    })),
    isPartOf: listed(item.courses, ({ slug, label }) => ({
      '@type': 'Course',
      name: label,
      url: absoluteUrl(site, itemPath({ type: 'courses', slug })),
    })),
    encoding: listed(item.attachments, ({ url: file, mediaType, title, bytes }) =>
      withoutAbsent({
        '@type': 'MediaObject',
        name: title,
        contentUrl: absoluteUrl(site, file),
        encodingFormat: mediaType,
        contentSize: `${String(bytes)} B`,
      }),
    ),
    ...learningOf(item, site),
  })
}

/** An address only where it is one that may be followed. */
const sourceOf = ({ credits: { source } }: Item): string | undefined =>
  source?.url !== undefined && /^https?:\/\//i.test(source.url) ? source.url : source?.name

function learningOf({ details }: Item, site: Site): Record<string, unknown> {
  switch (details.type) {
    case 'articles':
    case 'explainers':
    case 'editions':
      return {}
    case 'videos':
      return {
        contentUrl: absoluteUrl(site, details.video.url),
        encodingFormat: details.video.mediaType,
        duration:
          details.durationSeconds === undefined ? undefined : isoDuration(details.durationSeconds),
        expires: details.rights?.until,
      }
    case 'lessons':
      return {
        learningResourceType: 'lesson',
        educationalUse: 'instruction',
        teaches: details.objectives.length > 0 ? details.objectives : undefined,
        timeRequired:
          details.durationMinutes === undefined
            ? undefined
            : isoDuration(details.durationMinutes * 60),
        additionalProperty: creditHours(details.creditHours),
        contributor: details.teacher && { '@type': 'Person', name: details.teacher },
        hasPart:
          details.quiz.length === 0 ? undefined : { '@type': 'Quiz', learningResourceType: 'quiz' },
      }
    case 'courses':
      return {
        learningResourceType: 'course',
        educationalUse: 'instruction',
        numberOfCredits: details.creditHours,
        additionalProperty: creditHours(details.creditHours),
        hasPart: listed(details.lessons, ({ slug, label }, index) => ({
          '@type': 'LearningResource',
          position: index + 1,
          name: label,
          url: absoluteUrl(site, itemPath({ type: 'lessons', slug })),
        })),
      }
  }
}

/** 学时: LRMI has no word for it, and schema.org's credits are of courses only. */
const creditHours = (value: number | undefined): JsonLd | undefined =>
  value === undefined
    ? undefined
    : { '@type': 'PropertyValue', propertyID: 'creditHours', name: '学时', value }

const listed = <Value>(
  values: readonly Value[],
  describe: (value: Value, index: number) => JsonLd,
): readonly JsonLd[] | undefined => (values.length === 0 ? undefined : values.map(describe))

const withoutAbsent = (value: Readonly<Record<string, unknown>>): JsonLd =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined))

/** `PT1H2M5S` (ISO 8601). */
export function isoDuration(seconds: number): string {
  const whole = Math.round(seconds)
  const parts = [
    [Math.floor(whole / 3600), 'H'],
    [Math.floor((whole % 3600) / 60), 'M'],
    [whole % 60, 'S'],
  ] as const
  const text = parts.map(([count, unit]) => (count > 0 ? String(count) + unit : '')).join('')
  return `PT${text || '0S'}`
}

/** JSON that may stand in a script element. */
export const scriptJson = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
