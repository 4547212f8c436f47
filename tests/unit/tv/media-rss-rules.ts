/**
 * What the W3C feed validator would say of Media RSS: the rules of its media.py (w3c/feedvalidator, src/feedvalidator, read
 * at 3114001). It knows version 1.1 of the specification; `media:subTitle`, which came later, has rules of our own here:
 * type, lang and href, all there. Answers complaints; none is what we want.
 */
import { listOf, parseXml, textOf, type XmlNode } from '../feeds/feed-rules'

const EBU_ROLES = new Set(['author', 'editor', 'producer', 'reporter', 'director'])
const CONTENT_ATTRIBUTES = new Set([
  ...['url', 'fileSize', 'type', 'medium', 'isDefault', 'expression', 'bitrate', 'framerate'],
  ...['samplingrate', 'channels', 'duration', 'height', 'width', 'lang'],
])
const ELEMENTS = new Set([
  ...['media:category', 'media:content', 'media:credit', 'media:description', 'media:group'],
  ...['media:hash', 'media:keywords', 'media:rating', 'media:restriction', 'media:subTitle'],
  ...['media:thumbnail', 'media:title'],
])
const ONCE = ['media:title', 'media:description', 'media:group']

const isWebUri = (text: string): boolean => /^https?:\/\/[\x21-\x7e]+$/.test(text)
const isPositive = (text: string): boolean => /^[1-9]\d*$/.test(text)
const isNumber = (text: string): boolean => /^\d+(\.\d+)?$/.test(text)

export function mediaRssComplaints(xml: string): string[] {
  const complaints: string[] = []
  const say = (text: string): void => void complaints.push(text)
  if (!xml.includes('xmlns:media="http://search.yahoo.com/mrss/"')) say('namespace')
  if (!xml.includes('xmlns:dcterms="http://purl.org/dc/terms/"')) say('namespace of dcterms')
  const channel = listOf((parseXml(xml)['rss'] as XmlNode)['channel'])[0]
  for (const item of listOf(channel?.['item'])) {
    const id = textOf(listOf(item['guid'])[0])
    const complain = (text: string): void => {
      say(`${id}: ${text}`)
    }
    for (const name of Object.keys(item)) {
      if (name.startsWith('media:') && !ELEMENTS.has(name)) complain(`unknown ${name}`)
    }
    for (const name of ONCE) if (listOf(item[name]).length > 1) complain(`${name} twice`)
    const groups = listOf(item['media:group'])
    const single = listOf(item['media:content'])
    for (const group of groups) {
      if (listOf(group['media:content']).length < 2) complain('a group of one')
    }
    if (groups.length === 0 && single.length !== 1) complain('not one content')
    for (const content of [...single, ...groups.flatMap((one) => listOf(one['media:content']))]) {
      checkContent(content, complain)
    }
    checkTexts(item, complain)
    const valid = textOf(item['dcterms:valid'])
    const moment = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d`
    const period = new RegExp(`^(start=${moment}; )?(end=${moment}; )?scheme=W3C-DTF$`)
    if ('dcterms:valid' in item && !period.test(valid)) complain(`dcterms:valid ${valid}`)
  }
  return complaints
}

function checkContent(content: XmlNode, complain: (text: string) => void): void {
  const attribute = (name: string): string => textOf(content[`@${name}`])
  for (const name of Object.keys(content).filter((key) => key.startsWith('@'))) {
    if (!CONTENT_ATTRIBUTES.has(name.slice(1))) complain(`content has ${name}`)
  }
  if (!isWebUri(attribute('url'))) complain(`content url ${attribute('url')}`)
  for (const name of ['fileSize', 'height', 'width', 'channels', 'duration']) {
    const value = attribute(name)
    if (value !== '' && !isPositive(value)) complain(`content ${name} ${value}`)
  }
  for (const name of ['bitrate', 'framerate', 'samplingrate']) {
    const value = attribute(name)
    if (value !== '' && !isNumber(value)) complain(`content ${name} ${value}`)
  }
  if (!/^[\w.+-]+\/[\w.+-]+$/.test(attribute('type'))) complain('content type')
  if (!['image', 'audio', 'video', 'document', 'executable'].includes(attribute('medium'))) {
    complain('content medium')
  }
  if (!['', 'sample', 'full', 'nonstop'].includes(attribute('expression'))) complain('expression')
  if (!['', 'true', 'false'].includes(attribute('isDefault'))) complain('isDefault')
  for (const hash of listOf(content['media:hash'])) {
    const algorithm = textOf(hash['@algo'])
    const length = { md5: 32, 'sha-1': 40 }[algorithm]
    if (length === undefined || !new RegExp(`^[0-9a-f]{${String(length)}}$`).test(textOf(hash))) {
      complain(`hash ${algorithm}`)
    }
  }
}

function checkTexts(item: XmlNode, complain: (text: string) => void): void {
  for (const name of ['media:title', 'media:description']) {
    for (const one of listOf(item[name])) {
      if (!['', 'plain', 'html'].includes(textOf(one['@type']))) complain(`${name} type`)
      if (textOf(one).trim() === '') complain(`${name} is blank`)
    }
  }
  for (const thumbnail of listOf(item['media:thumbnail'])) {
    if (!isWebUri(textOf(thumbnail['@url']))) complain('thumbnail url')
    for (const name of ['@width', '@height']) {
      if (name in thumbnail && !isPositive(textOf(thumbnail[name]))) complain(`thumbnail ${name}`)
    }
  }
  for (const credit of listOf(item['media:credit'])) {
    if (!EBU_ROLES.has(textOf(credit['@role']))) complain(`role ${textOf(credit['@role'])}`)
  }
  for (const rating of listOf(item['media:rating'])) {
    if (!['adult', 'nonadult'].includes(textOf(rating))) complain('rating')
  }
  for (const restriction of listOf(item['media:restriction'])) {
    if (!['allow', 'deny'].includes(textOf(restriction['@relationship']))) complain('relationship')
    if (textOf(restriction['@type']) !== 'country') complain('restriction type')
    if (!/^[A-Z]{2}( [A-Z]{2})*$/.test(textOf(restriction))) complain('countries')
  }
  for (const subtitle of listOf(item['media:subTitle'])) {
    if (!isWebUri(textOf(subtitle['@href']))) complain('subTitle href')
    if (!/^[\w.+-]+\/[\w.+-]+$/.test(textOf(subtitle['@type']))) complain('subTitle type')
  }
}
