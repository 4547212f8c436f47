/** Small XML, written by hand: elements in an order the schemas fix. */
import { cleanLine, escapeXml } from '@/core'

type Attributes = Readonly<Record<string, string | undefined>>

/** Content is XML. */
export const element = (name: string, attributes: Attributes, ...content: string[]): string => {
  const written = Object.entries(attributes)
    .flatMap(([key, value]) =>
      value === undefined ? [] : [` ${key}="${escapeXml(cleanLine(value))}"`],
    )
    .join('')
  const inner = content.filter((part) => part !== '').join('')
  return inner === '' ? `<${name}${written}/>` : `<${name}${written}>${inner}</${name}>`
}

/** Text on one line, cut to so many characters. */
export const text = (value: string, most: number): string =>
  escapeXml([...cleanLine(value)].slice(0, most).join(''))

export const xmlDocument = (root: string): Uint8Array =>
  new TextEncoder().encode(`<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`)
