/** Metadata formats: Dublin Core, as every repository has it, and LOM (IEEE 1484.12.3) for what is taught. */
import {
  absoluteUrl,
  cleanLine,
  cleanText,
  escapeXml,
  itemPath,
  type Item,
  type Site,
} from '@/core'

import { isoDuration } from '../lrmi'
import { idOf } from '../resource'

export interface MetadataFormat {
  readonly schema: string
  readonly namespace: string
  readonly render: (item: Item, site: Site) => string
}

const element = (name: string, text: string | undefined, attributes = ''): string => {
  const clean = text === undefined ? '' : cleanText(text).trim()
  return clean === '' ? '' : `<${name}${attributes}>${escapeXml(clean)}</${name}>`
}

const DC_TYPES = {
  articles: 'Text',
  explainers: 'Text',
  videos: 'MovingImage',
  lessons: 'InteractiveResource',
  courses: 'Collection',
  editions: 'Text',
} as const

function dublinCore(item: Item, site: Site): string {
  const { details, credits } = item
  const names = [
    element('dc:title', cleanLine(item.title)),
    element('dc:creator', credits.author),
    ...[...item.themes, ...item.audiences].map(({ label }) => element('dc:subject', label)),
    element('dc:description', item.summary),
    element('dc:publisher', site.publisher),
    element('dc:contributor', details.type === 'lessons' ? details.teacher : undefined),
    element('dc:date', item.publishedAt.slice(0, '2014-07-02'.length)),
    element('dc:type', DC_TYPES[item.type]),
    element('dc:format', details.type === 'videos' ? details.video.mediaType : 'text/html'),
    element('dc:identifier', absoluteUrl(site, itemPath(item))),
    element('dc:identifier', idOf(site, item)),
    element('dc:source', credits.source?.url ?? credits.source?.name),
    element('dc:language', item.language),
    ...item.courses.map(({ slug }) =>
      element('dc:relation', absoluteUrl(site, itemPath({ type: 'courses', slug }))),
    ),
  ]
  return `<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/oai_dc/ http://www.openarchives.org/OAI/2.0/oai_dc.xsd">${names.join('')}</oai_dc:dc>`
}

const LOM_TYPES = {
  articles: 'narrative text',
  explainers: 'narrative text',
  videos: 'lecture',
  lessons: 'lecture',
  courses: 'lecture',
  editions: 'narrative text',
} as const

const within = (name: string, ...parts: readonly string[]): string => {
  const content = parts.join('')
  return content === '' ? '' : `<${name}>${content}</${name}>`
}

const vocabulary = (name: string, value: string): string =>
  within(name, element('source', 'LOMv1.0'), element('value', value))

function learningObject(item: Item, site: Site): string {
  const { details } = item
  const language = ` language="${escapeXml(item.language)}"`
  const words = (name: string, text: string | undefined): string =>
    within(name, element('string', text, language))
  const minutes = details.type === 'lessons' ? details.durationMinutes : undefined
  const seconds = details.type === 'videos' ? details.durationSeconds : undefined
  const duration = minutes === undefined ? seconds : minutes * 60
  const hours =
    details.type === 'lessons' || details.type === 'courses' ? details.creditHours : undefined
  const general = within(
    'general',
    within('identifier', element('catalog', 'URI'), element('entry', idOf(site, item))),
    words('title', cleanLine(item.title)),
    element('language', item.language),
    words('description', item.summary),
    ...item.themes.map(({ label }) => words('keyword', label)),
  )
  const lifeCycle = within(
    'lifeCycle',
    within(
      'contribute',
      vocabulary('role', 'publisher'),
      element('entity', `BEGIN:VCARD\nVERSION:3.0\nFN:${site.publisher}\nEND:VCARD`),
      within('date', element('dateTime', item.publishedAt)),
    ),
  )
  const technical = within(
    'technical',
    element('format', details.type === 'videos' ? details.video.mediaType : 'text/html'),
    element('location', absoluteUrl(site, itemPath(item))),
    details.type === 'videos' && duration !== undefined
      ? within('duration', element('duration', isoDuration(duration)))
      : '',
  )
  const educational = within(
    'educational',
    vocabulary('learningResourceType', LOM_TYPES[item.type]),
    vocabulary('intendedEndUserRole', 'learner'),
    duration === undefined
      ? ''
      : within('typicalLearningTime', element('duration', isoDuration(duration))),
    hours === undefined ? '' : words('description', `学时 ${String(hours)}`),
    ...item.audiences.map(({ label }) => words('description', `对象 ${label}`)),
  )
  return `<lom xmlns="http://ltsc.ieee.org/xsd/LOM" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://ltsc.ieee.org/xsd/LOM http://ltsc.ieee.org/xsd/lomv1.0/lom.xsd">${general}${lifeCycle}${technical}${educational}</lom>`
}

export const METADATA_FORMATS: Readonly<Record<string, MetadataFormat>> = {
  oai_dc: {
    schema: 'http://www.openarchives.org/OAI/2.0/oai_dc.xsd',
    namespace: 'http://www.openarchives.org/OAI/2.0/oai_dc/',
    render: dublinCore,
  },
  lom: {
    schema: 'http://ltsc.ieee.org/xsd/lomv1.0/lom.xsd',
    namespace: 'http://ltsc.ieee.org/xsd/LOM',
    render: learningObject,
  },
}
