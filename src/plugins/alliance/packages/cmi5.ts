/**
 * cmi5 (AICC, Quartz): `cmi5.xml` at the root, an assignable unit per lesson. `moveOn` is always said, since its default
 * counts as fulfilled at once.
 */
import { tagUri } from '@/core'

import { pagesOf, type Chapter, type FileBytes, type Subject } from './contents'
import { CMI5_REPORT } from './cmi5-script'
import { DESCRIPTION_LENGTH, TITLE_LENGTH } from './limits'
import { element, text, xmlDocument } from './xml'
import { zipOf } from './zip'

const STRUCTURE = 'cmi5.xml'
export const CMI5_NAMESPACE = 'https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd'
/** Our own elements, which the structure lets in from other namespaces. */
const OWN_NAMESPACE = 'https://schema.org/'

/** Undefined where there is no lesson to be had: a structure needs at least one unit. */
export function cmi5(subject: Subject, bytes: FileBytes): Uint8Array | undefined {
  if (subject.chapters.length === 0) return undefined
  const files = pagesOf(subject, bytes, { report: CMI5_REPORT, front: false })
  files.set(STRUCTURE, structure(subject))
  return zipOf(files, STRUCTURE)
}

function structure({ item, chapters, site }: Subject): Uint8Array {
  const { details } = item
  const credit =
    details.type === 'lessons' || details.type === 'courses' ? details.creditHours : undefined
  const said = (name: string, value: string, language: string, most: number): string =>
    element(
      name,
      {},
      element('langstring', { lang: language }, text(value === '' ? item.title : value, most)),
    )
  const unit = ({ item: lesson, page, passMark }: Chapter): string =>
    element(
      'au',
      {
        id: tagUri(site, `${lesson.type}/${lesson.id}`),
        moveOn: passMark === undefined ? 'Completed' : 'CompletedAndPassed',
        masteryScore: passMark === undefined ? undefined : String(passMark),
        launchMethod: 'AnyWindow',
        activityType: 'http://adlnet.gov/expapi/activities/lesson',
      },
      said('title', lesson.title, lesson.language, TITLE_LENGTH),
      said('description', lesson.summary, lesson.language, DESCRIPTION_LENGTH),
      element('url', {}, text(page, TITLE_LENGTH)),
    )
  return xmlDocument(
    element(
      'courseStructure',
      { xmlns: CMI5_NAMESPACE, 'xmlns:schema': OWN_NAMESPACE },
      element(
        'course',
        { id: tagUri(site, `packages/${item.type}/${item.id}`) },
        said('title', item.title, item.language, TITLE_LENGTH),
        said('description', item.summary, item.language, DESCRIPTION_LENGTH),
        credit === undefined ? '' : element('schema:numberOfCredits', {}, String(credit)),
      ),
      ...chapters.map(unit),
    ),
  )
}
