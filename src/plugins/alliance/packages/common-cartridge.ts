/**
 * Thin Common Cartridge 1.3 (1EdTech): a manifest whose lessons are web links to the hub, so a correction or a withdrawal is
 * seen at once. Links stand in files of their own, and in the manifest nothing is embedded that a reader may not know.
 */
import { absoluteUrl, itemPath, tagUri } from '@/core'

import { isCourse, type Subject } from './contents'
import { DESCRIPTION_LENGTH, TITLE_LENGTH } from './limits'
import { element, text, xmlDocument } from './xml'
import { zipOf } from './zip'

const MANIFEST = 'imsmanifest.xml'

export function commonCartridge(subject: Subject): Uint8Array {
  const { item, chapters, site } = subject
  const links = (isCourse(item) ? [item, ...chapters.map((each) => each.item)] : [item]).map(
    (each, index) => ({
      id: `L${String(index + 1).padStart(3, '0')}`,
      file: `link-${String(index + 1).padStart(3, '0')}.xml`,
      title: each.title,
      url: absoluteUrl(site, itemPath(each)),
    }),
  )
  const files = new Map<string, Uint8Array>()
  for (const { file, title, url } of links) {
    files.set(
      file,
      xmlDocument(
        element(
          'webLink',
          { xmlns: 'http://www.imsglobal.org/xsd/imsccv1p3/imswl_v1p3' },
          element('title', {}, text(title, TITLE_LENGTH)),
          element('url', { href: url, target: '_blank' }),
        ),
      ),
    )
  }
  const root = element(
    'item',
    { identifier: 'ROOT' },
    ...links.map(({ id, title }) =>
      element(
        'item',
        { identifier: `I-${id}`, identifierref: `R-${id}` },
        element('title', {}, text(title, TITLE_LENGTH)),
      ),
    ),
  )
  files.set(
    MANIFEST,
    xmlDocument(
      element(
        'manifest',
        {
          identifier: `CC-${item.type}-${item.id.replace(/[^\w-]/g, '_')}`,
          xmlns: 'http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1',
          'xmlns:lomimscc': 'http://ltsc.ieee.org/xsd/imsccv1p3/LOM/manifest',
        },
        element(
          'metadata',
          {},
          element('schema', {}, 'IMS Thin Common Cartridge'),
          element('schemaversion', {}, '1.3.0'),
          lom(subject),
        ),
        element(
          'organizations',
          {},
          element('organization', { identifier: 'ORG', structure: 'rooted-hierarchy' }, root),
        ),
        element(
          'resources',
          {},
          ...links.map(({ id, file }) =>
            element(
              'resource',
              { identifier: `R-${id}`, type: 'imswl_xmlv1p3' },
              element('file', { href: file }),
            ),
          ),
        ),
      ),
    ),
  )
  return zipOf(files, MANIFEST)
}

/** LOM as the cartridge's manifest binds it; credit hours stand in the description it has. */
function lom({ item, site }: Subject): string {
  const { details } = item
  const said = (name: string, value: string): string =>
    value === ''
      ? ''
      : element(
          `lomimscc:${name}`,
          {},
          element('lomimscc:string', { language: item.language }, text(value, DESCRIPTION_LENGTH)),
        )
  const credit =
    details.type === 'lessons' || details.type === 'courses' ? details.creditHours : undefined
  const minutes = details.type === 'lessons' ? details.durationMinutes : undefined
  return element(
    'lomimscc:lom',
    {},
    element(
      'lomimscc:general',
      {},
      element(
        'lomimscc:identifier',
        {},
        element('lomimscc:catalog', {}, 'URI'),
        element('lomimscc:entry', {}, text(tagUri(site, `${item.type}/${item.id}`), TITLE_LENGTH)),
      ),
      said('title', item.title),
      element('lomimscc:language', {}, text(item.language, 35)),
      said('description', item.summary),
      ...[...item.themes, ...item.audiences].map(({ label }) => said('keyword', label)),
    ),
    element(
      'lomimscc:educational',
      {},
      minutes === undefined
        ? ''
        : element(
            'lomimscc:typicalLearningTime',
            {},
            element('lomimscc:duration', {}, `PT${String(minutes)}M`),
          ),
      said('description', credit === undefined ? '' : `学时 Credit hours: ${String(credit)}`),
    ),
    element(
      'lomimscc:rights',
      {},
      element('lomimscc:copyrightAndOtherRestrictions', {}, element('lomimscc:value', {}, 'yes')),
      said('description', `${site.publisher} · ${absoluteUrl(site, itemPath(item))}`),
    ),
  )
}
