/**
 * The content model of XMLTV, written down from its DTD (github.com/XMLTV/xmltv, xmltv.dtd, read at 0bb2182; the DTD itself
 * is not copied here), and what it says in words: times with a zone, ids that match, no overlap on a channel.
 * Answers complaints; none is what we want.
 */
import { XMLParser, XMLValidator } from 'fast-xml-parser'

/** Element → its children in order, `?` at most one, `*` any number, `+` at least one; `''` is text. */
const MODEL: Readonly<Record<string, readonly string[] | ''>> = {
  tv: ['channel*', 'programme*'],
  channel: ['display-name+', 'icon*', 'url*'],
  programme: [
    ...['title+', 'sub-title*', 'desc*', 'credits?', 'date?', 'category*', 'keyword*', 'language?'],
    ...[
      'orig-language?',
      'length?',
      'icon*',
      'url*',
      'country*',
      'episode-num*',
      'video?',
      'audio?',
    ],
    ...['previously-shown?', 'premiere?', 'last-chance?', 'new?', 'subtitles*', 'rating*'],
    ...['star-rating*', 'review*', 'image*'],
  ],
  credits: [
    ...['director*', 'actor*', 'writer*', 'adapter*', 'producer*', 'composer*', 'editor*'],
    ...['presenter*', 'commentator*', 'guest*'],
  ],
  subtitles: ['language?'],
  rating: ['value', 'icon*'],
  icon: [],
  new: [],
  'previously-shown': [],
  ...Object.fromEntries(
    [
      ...['display-name', 'url', 'title', 'sub-title', 'desc', 'writer', 'producer', 'editor'],
      ...['date', 'category', 'keyword', 'language', 'length', 'episode-num', 'value'],
    ].map((name) => [name, '' as const]),
  ),
}
const ATTRIBUTES: Readonly<
  Record<string, { needed?: readonly string[]; known: readonly string[] }>
> = {
  tv: { known: ['source-info-url', 'generator-info-name'] },
  channel: { needed: ['id'], known: ['id'] },
  programme: { needed: ['start', 'channel'], known: ['start', 'stop', 'channel'] },
  icon: { needed: ['src'], known: ['src', 'width', 'height'] },
  length: { needed: ['units'], known: ['units'] },
  subtitles: { known: ['type'] },
  rating: { known: ['system'] },
  'episode-num': { known: ['system'] },
  url: { known: ['system'] },
  ...Object.fromEntries(
    ['display-name', 'title', 'sub-title', 'desc', 'category', 'keyword', 'language'].map(
      (name) => [name, { known: ['lang'] }],
    ),
  ),
}

interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly Element[]
  readonly text: string
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
})

type Raw = Record<string, unknown>

const elementsOf = (raw: readonly Raw[]): Element[] =>
  raw.flatMap((node): Element[] => {
    const name = Object.keys(node).find((key) => key !== ':@' && key !== '#text')
    if (name === undefined || name.startsWith('?')) return []
    const inside = node[name] as readonly Raw[]
    return [
      {
        name,
        attributes: (node[':@'] ?? {}) as Record<string, string>,
        children: elementsOf(inside),
        text: inside.map((one) => String((one['#text'] as string | undefined) ?? '')).join(''),
      },
    ]
  })

export const parseXmltv = (xml: string): Element | undefined =>
  elementsOf(parser.parse(xml) as Raw[])[0]

export function xmltvComplaints(xml: string): string[] {
  const valid = XMLValidator.validate(xml)
  if (valid !== true) return [valid.err.msg]
  const root = parseXmltv(xml)
  if (root?.name !== 'tv') return ['the root is no tv']
  const complaints = modelComplaints(root)
  const ids = root.children.flatMap(({ name, attributes }) =>
    name === 'channel' ? attributes['id'] : [],
  )
  let end = ''
  for (const { name, attributes } of root.children) {
    if (name !== 'programme') continue
    const { start = '', stop = '', channel } = attributes
    if (!ids.includes(channel)) complaints.push(`no channel ${channel ?? ''}`)
    for (const time of [start, ...(stop === '' ? [] : [stop])]) {
      if (!/^\d{14} [+-]\d{4}$/.test(time)) complaints.push(`time ${time}`)
    }
    if (stop !== '' && stop <= start) complaints.push(`${start} stops at ${stop}`)
    if (start < end) complaints.push(`${start} begins before ${end}`)
    end = stop === '' ? start : stop
  }
  return complaints
}

function modelComplaints({ name, attributes, children, text }: Element): string[] {
  const complaints: string[] = []
  const model = MODEL[name]
  if (model === undefined) return [`the DTD has no ${name}, or the test does not know it`]
  const order = children.map((child) => `${child.name};`).join('')
  const pattern = model === '' ? '' : model.map((one) => patternOf(one)).join('')
  if (!new RegExp(`^${pattern}$`).test(order)) complaints.push(`${name} holds ${order}`)
  if (model === '' && text.trim() === '') complaints.push(`${name} is blank`)
  if (model !== '' && text.trim() !== '') complaints.push(`${name} has text`)
  const { needed = [], known } = ATTRIBUTES[name] ?? { known: [] }
  for (const attribute of needed) {
    if (!attributes[attribute]) complaints.push(`${name} has no ${attribute}`)
  }
  for (const attribute of Object.keys(attributes)) {
    if (!known.includes(attribute)) complaints.push(`${name} has ${attribute}`)
  }
  return [...complaints, ...children.flatMap(modelComplaints)]
}

const patternOf = (one: string): string => {
  const [, child = '', times = ''] = /^([\w-]+)([?*+]?)$/.exec(one) ?? []
  return `(${child};)${times}`
}
