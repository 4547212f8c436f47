/** Pictures, films and sound of a text. WeChat hosts pictures; films and sound stay on the website, behind its link. */
import type { Element, ElementContent } from 'hast'

import { zh } from '../texts.zh'
import { phrases, trimmed, type Reading } from './convert'
import { part, type Context } from './tree'

const isElement = (node: ElementContent): node is Element => node.type === 'element'

/** Only files of ours: WeChat drops pictures from elsewhere, and there are no bytes of them here. */
const UPLOAD = /^\/media\/[^/\s"]+$/

/** A picture as WeChat shows it; remembers that it is needed. */
export function image(context: Context, url: string, alt: string): Element[] {
  if (!UPLOAD.test(url)) {
    context.losses.push({ kind: 'external-picture', url })
    return []
  }
  if (context.item.files.some((file) => file.url === url && file.mediaType === 'image/gif'))
    context.losses.push({ kind: 'animation', url })
  if (!context.pictures.has(url)) context.pictures.set(url, { url, alt })
  const made = part(context, 'picture', 'img', [])
  return [{ ...made, properties: { src: url, alt, ...made.properties } }]
}

export const imageOf = ({ properties: { src, alt } }: Element, reading: Reading): Element[] =>
  typeof src === 'string' ? image(reading, src, typeof alt === 'string' ? alt : '') : []

/** A figure, or a picture that stands alone. */
export function figure(node: Element, reading: Reading): ElementContent[] {
  const film = find(node, 'video')
  if (film) return videoFigure(film, reading, captionOf(node, reading))
  const sound = find(node, 'audio')
  if (sound) return [audioLine(sound, reading), ...captionOf(node, reading)]
  const picture = node.tagName === 'img' ? node : find(node, 'img')
  const shown = picture ? imageOf(picture, reading) : []
  const caption = captionOf(node, reading)
  return shown.length + caption.length === 0
    ? []
    : [part(reading, 'figure', 'section', [...shown, ...caption])]
}

/** The caption, and in smaller type who made the picture. */
function captionOf(node: Element, reading: Reading): Element[] {
  const caption = find(node, 'figcaption')
  if (!caption) return []
  const content = caption.children.flatMap((child): ElementContent[] => {
    const made = phrases([child], reading)
    const isCredit = isElement(child) && child.tagName === 'small'
    return isCredit && made.length > 0 ? [part(reading, 'credit', 'span', made)] : made
  })
  return trimmed(content).length === 0 ? [] : [part(reading, 'caption', 'p', trimmed(content))]
}

export function videoFigure(
  { properties: { src, poster } }: Element,
  reading: Reading,
  caption: readonly Element[] = [],
): ElementContent[] {
  reading.losses.push({ kind: 'video', url: String(src) })
  const cover = typeof poster === 'string' ? image(reading, poster, '') : []
  return [film(reading, cover, `▶ ${zh.video}，${zh.watch}`, caption)]
}

/** A film's cover, with where to watch it below. */
export const film = (
  context: Context,
  cover: readonly Element[],
  words: string,
  caption: readonly Element[] = [],
): Element =>
  part(context, 'figure', 'section', [...cover, part(context, 'play', 'p', words), ...caption])

export function audioLine({ properties: { src } }: Element, reading: Reading): Element {
  reading.losses.push({ kind: 'audio', url: String(src) })
  return part(reading, 'play', 'p', `♪ ${zh.audio}，${zh.listen}`)
}

function find(node: Element, tagName: string): Element | undefined {
  for (const child of node.children.filter(isElement)) {
    const found = child.tagName === tagName ? child : find(child, tagName)
    if (found) return found
  }
  return undefined
}
