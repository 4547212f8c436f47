/** Links. Those to articles in WeChat open; all others become a number, and their address stands at the end. */
import type { Element, ElementContent } from 'hast'

import { absoluteUrl } from '@/core'

import { WECHAT_ARTICLE } from './allowed'
import { phrases, textOf, trimmed, type Reading } from './convert'
import type { Note } from './notes'
import { part, text, type Context } from './tree'

export function linkTo(
  node: Element,
  inside: readonly ElementContent[],
  reading: Reading,
): ElementContent[] {
  const href = String(node.properties['href'] ?? '')
  if (href.startsWith('#')) {
    const note = reading.endnotes.get(href)
    // A jump within the text leads nowhere in WeChat.
    if (!note) return [...inside]
    const number = reading.notes.number(`${reading.piece}${href}`, () => endnote(note, reading))
    return [text(`[${String(number)}]`)]
  }
  if (WECHAT_ARTICLE.test(href)) {
    const link = part(reading, 'link', 'a', inside)
    return [{ ...link, properties: { ...link.properties, href } }]
  }
  const address = outward(href, reading)
  if (address === undefined || textOf(node).trim() === address) return [...inside]
  return [...inside, noteMark(reading, address, textOf(node))]
}

/** An address as readers may type it; nothing for what is no page of the web. */
export function outward(href: string, { site }: Pick<Context, 'site'>): string | undefined {
  const address = absoluteUrl(site, href)
  return /^https?:\/\/[^/\s]+/.test(address) ? address : undefined
}

/** `[3]`, and the address in the notes. */
export function noteMark(context: Context, url: string, label: string): Element {
  const number = context.notes.number(url, (): Note => ({ content: [text(label.trim())], url }))
  return part(context, 'noteMark', 'sup', `[${String(number)}]`)
}

function endnote(node: Element, reading: Reading): Note {
  const own = node.children.filter(
    (child) => child.type !== 'element' || child.properties['role'] !== 'doc-backlink',
  )
  return { content: trimmed(phrases(own, reading)) }
}
