/** Text of editors on its way into a message. */
import { cleanLine, escapeHtml } from '@/core'

/** On one line, and without what the mailing engine would take for a merge field. */
export const plain = (text: string): string =>
  cleanLine(text).replaceAll('{{', '｛｛').replaceAll('}}', '｝｝')

/** The same for HTML text and double-quoted attributes. */
export const html = (text: string): string => escapeHtml(plain(text))

/** Addresses: braces as a URL writes them. */
export const address = (url: string): string =>
  url.replace(/[{}\s]/g, (character) => encodeURIComponent(character))

/** At most so many characters; what was cut shows as an ellipsis. Characters are never split. */
export function cut(text: string, characters: number): string {
  const all = [...text]
  return all.length <= characters ? text : `${all.slice(0, characters - 1).join('')}…`
}
