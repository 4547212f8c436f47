/** A lesson or a course in the words of schema.org and LRMI, as it travels with what leaves the house. */
import { absoluteUrl, itemPath, tagUri, type Item, type LessonReference, type Site } from '@/core'

type Thing = Readonly<Record<string, unknown>>

/** JSON-LD. Absent values are left out. */
export function lrmiOf(item: Item, site: Site): Thing {
  const url = absoluteUrl(site, itemPath(item))
  const { details } = item
  return {
    '@context': 'https://schema.org',
    '@type': details.type === 'courses' ? 'Course' : 'LearningResource',
    '@id': url,
    identifier: tagUri(site, `${item.type}/${item.id}`),
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
    about: item.themes.map(({ label }) => ({ '@type': 'DefinedTerm', name: label })),
    audience: item.audiences.map(({ label }) => ({
      '@type': 'EducationalAudience',
      audienceType: label,
    })),
    ...particulars(item, site),
  }
}

/** An address only where it is one that may be followed. */
const sourceOf = ({ credits: { source } }: Item): string | undefined =>
  source?.url !== undefined && /^https?:\/\//i.test(source.url) ? source.url : source?.name

function particulars({ details, courses }: Item, site: Site): Thing {
  if (details.type === 'lessons') {
    const { objectives, durationMinutes, teacher, creditHours, quiz } = details
    return {
      learningResourceType: 'lesson',
      educationalUse: 'instruction',
      teaches: objectives,
      timeRequired: durationMinutes === undefined ? undefined : `PT${String(durationMinutes)}M`,
      contributor: teacher && { '@type': 'Person', name: teacher },
      additionalProperty: creditProperty(creditHours),
      isPartOf: courses.map(({ slug, label }) => ({
        '@type': 'Course',
        name: label,
        url: absoluteUrl(site, itemPath({ type: 'courses', slug })),
      })),
      hasPart: quiz.length === 0 ? undefined : { '@type': 'Quiz', learningResourceType: 'quiz' },
    }
  }
  if (details.type === 'courses') {
    return {
      learningResourceType: 'course',
      educationalUse: 'instruction',
      numberOfCredits: details.creditHours,
      additionalProperty: creditProperty(details.creditHours),
      hasPart: details.lessons.map((lesson, index) => partOf(lesson, index, site)),
    }
  }
  return {}
}

const partOf = ({ slug, label }: LessonReference, index: number, site: Site): Thing => ({
  '@type': 'LearningResource',
  position: index + 1,
  name: label,
  url: absoluteUrl(site, itemPath({ type: 'lessons', slug })),
})

/** schema.org has credits of courses only. */
const creditProperty = (value: number | undefined): Thing | undefined =>
  value === undefined
    ? undefined
    : { '@type': 'PropertyValue', propertyID: 'creditHours', name: '学时', value }

/** JSON that may stand in a script element. */
export const scriptJson = (value: unknown): string =>
  JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, escaped)

const escaped = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
