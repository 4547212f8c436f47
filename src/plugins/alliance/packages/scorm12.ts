/**
 * SCORM 1.2 (ADL, Content Aggregation Model 1.2): `imsmanifest.xml` at the root, one organization, a SCO per lesson, every
 * file listed. A course's own page is an asset in front of them.
 */
import { tagUri } from '@/core'

import { isCourse, pagesOf, type Chapter, type FileBytes, type Subject } from './contents'
import { DESCRIPTION_LENGTH, TITLE_LENGTH } from './limits'
import { SCORM12_REPORT } from './scorm12-script'
import { element, text, xmlDocument } from './xml'
import { zipOf } from './zip'

const MANIFEST = 'imsmanifest.xml'

export function scorm12(subject: Subject, bytes: FileBytes): Uint8Array {
  const files = pagesOf(subject, bytes, { report: SCORM12_REPORT })
  files.set(MANIFEST, manifest(subject, [...files.keys()].sort()))
  return zipOf(files, MANIFEST)
}

/** Identifiers are XML names: `LESSON-…`. */
const idOf = (kind: string, id: string): string => `${kind}-${id.replace(/[^\w-]/g, '_')}`

function manifest(subject: Subject, files: readonly string[]): Uint8Array {
  const { item, chapters } = subject
  const shared = files.filter((file) => !file.endsWith('.html'))
  const hasFront = isCourse(item)
  const organization = element(
    'organization',
    { identifier: 'ORG' },
    element('title', {}, text(item.title, TITLE_LENGTH)),
    hasFront ? itemElement('FRONT', item.title) : '',
    ...chapters.map((chapter) => itemOf(chapter)),
  )
  const resources = [
    ...(hasFront ? [resource('FRONT', 'asset', 'index.html', [])] : []),
    ...chapters.map((chapter) =>
      resource(idOf('LESSON', chapter.item.id), 'sco', chapter.page, ['COMMON']),
    ),
    element(
      'resource',
      { identifier: 'COMMON', type: 'webcontent', 'adlcp:scormtype': 'asset' },
      ...shared.map((href) => element('file', { href })),
    ),
  ]
  return xmlDocument(
    element(
      'manifest',
      {
        identifier: idOf('PACKAGE', `${item.type}-${item.id}`),
        version: '1.0',
        xmlns: 'http://www.imsproject.org/xsd/imscp_rootv1p1p2',
        'xmlns:adlcp': 'http://www.adlnet.org/xsd/adlcp_rootv1p2',
        'xmlns:imsmd': 'http://www.imsglobal.org/xsd/imsmd_rootv1p2p1',
      },
      element(
        'metadata',
        {},
        element('schema', {}, 'ADL SCORM'),
        element('schemaversion', {}, '1.2'),
        lom(subject),
      ),
      element('organizations', { default: 'ORG' }, organization),
      element('resources', {}, ...resources),
    ),
  )
}

const itemElement = (id: string, title: string, ...content: string[]): string =>
  element(
    'item',
    { identifier: `ITEM-${id}`, identifierref: id, isvisible: 'true' },
    element('title', {}, text(title, TITLE_LENGTH)),
    ...content,
  )

/** Of 0 to 100; the platform judges by it where it takes that on itself (RTE 3.4.4). */
const itemOf = ({ item, passMark }: Chapter): string =>
  itemElement(
    idOf('LESSON', item.id),
    item.title,
    passMark === undefined
      ? ''
      : element('adlcp:masteryscore', {}, String(Math.floor(passMark * 100))),
  )

const resource = (
  identifier: string,
  kind: 'sco' | 'asset',
  href: string,
  dependencies: readonly string[],
): string =>
  element(
    'resource',
    { identifier, type: 'webcontent', 'adlcp:scormtype': kind, href },
    element('file', { href }),
    ...['COMMON', ...dependencies]
      .filter((name, index, all) => all.indexOf(name) === index)
      .map((identifierref) => element('dependency', { identifierref })),
  )

/** IMS LOM 1.2.1: title, words, time, credit hours, rights, where it really is. */
function lom({ item, site }: Subject): string {
  const { details } = item
  const lang = { 'xml:lang': item.language }
  const said = (name: string, value: string): string =>
    value === ''
      ? ''
      : element(
          `imsmd:${name}`,
          {},
          element('imsmd:langstring', lang, text(value, DESCRIPTION_LENGTH)),
        )
  const minutes = details.type === 'lessons' ? details.durationMinutes : undefined
  const credit =
    details.type === 'lessons' || details.type === 'courses' ? details.creditHours : undefined
  const vocabulary = (name: string, value: string): string =>
    element(
      `imsmd:${name}`,
      {},
      element('imsmd:source', {}, element('imsmd:langstring', { 'xml:lang': 'x-none' }, 'LOMv1.0')),
      element('imsmd:value', {}, element('imsmd:langstring', { 'xml:lang': 'x-none' }, value)),
    )
  const educational = [
    minutes === undefined
      ? ''
      : element(
          'imsmd:typicallearningtime',
          {},
          element('imsmd:datetime', {}, `PT${String(minutes)}M`),
        ),
    said('description', credit === undefined ? '' : `学时 Credit hours: ${String(credit)}`),
  ]
  return element(
    'imsmd:lom',
    {},
    element(
      'imsmd:general',
      {},
      said('title', item.title),
      element(
        'imsmd:catalogentry',
        {},
        element('imsmd:catalog', {}, 'URI'),
        element(
          'imsmd:entry',
          {},
          element(
            'imsmd:langstring',
            { 'xml:lang': 'x-none' },
            text(tagUri(site, `${item.type}/${item.id}`), DESCRIPTION_LENGTH),
          ),
        ),
      ),
      element('imsmd:language', {}, text(item.language, 35)),
      said('description', item.summary),
      ...[...item.themes, ...item.audiences].map(({ label }) => said('keyword', label)),
    ),
    element('imsmd:educational', {}, ...educational),
    element(
      'imsmd:rights',
      {},
      vocabulary('copyrightandotherrestrictions', 'yes'),
      said('description', `${site.publisher} · ${site.publicUrl}/${item.type}/${item.slug}`),
    ),
  )
}
