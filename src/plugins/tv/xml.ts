/** XML elements, written one by one in the order a DTD asks for. */
import { cleanLine, escapeXml } from '@/core'

type Attributes = Readonly<Record<string, string | number | undefined>>

/** One element; attributes without a value are left out. `content` is finished XML. */
export function element(name: string, attributes: Attributes, content = ''): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`)
    .join('')
  return content === '' ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`
}

/** An element of one line of text. */
export const textElement = (name: string, text: string, attributes: Attributes = {}): string =>
  element(name, attributes, escapeXml(cleanLine(text)))
