/** What WeChat keeps of HTML, read off the finished text by a parser: independent of how it was written. */
import type { Element } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { visit } from 'unist-util-visit'

/** `channel-facts` A5: safe elements. */
const ELEMENTS = new Set(
  'section p span strong em br img table tbody tr td ul ol li blockquote h1 h2 h3 h4 h5 h6 a hr sub sup pre code'.split(
    ' ',
  ),
)
const ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  a: ['href', 'style'],
  img: ['src', 'alt', 'style'],
  td: ['colSpan', 'rowSpan', 'style'],
}

/** Everything WeChat would drop, change or draw wrongly. */
export function problemsOf(html: string): string[] {
  const found: string[] = []
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(html)) found.push('a control character')
  visit(fromHtml(html, { fragment: true }), 'element', (node, _index, parent) => {
    const { tagName, properties } = node
    if (!ELEMENTS.has(tagName)) found.push(`<${tagName}>`)
    for (const name of Object.keys(properties))
      if (!(ATTRIBUTES[tagName] ?? ['style']).includes(name)) found.push(`${name} of <${tagName}>`)
    if (
      /javascript:|expression\(|url\(|var\(|position\s*:/i.test(
        Object.values(properties).join('\n'),
      )
    )
      found.push('something that runs, loads or moves')
    if (isList(node) && parent?.type === 'element' && parent.tagName === 'li')
      found.push('a list inside an item')
    if (tagName === 'a' && !String(properties['href']).startsWith('https://mp.weixin.qq.com/'))
      found.push(`a link to ${String(properties['href'])}`)
    if (tagName === 'img' && !/^\/media\/[^/]+$/.test(String(properties['src'])))
      found.push(`a picture from ${String(properties['src'])}`)
  })
  return found
}

const isList = ({ tagName }: Element): boolean => tagName === 'ul' || tagName === 'ol'
