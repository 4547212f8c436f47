/**
 * Lengths as WeChat's limits count them. Its pages say 字 and 字符 and not what one is; counted here are UTF-16 units, of
 * the readings the largest but bytes: a Chinese character, a letter and a mark are one each, an emoji two or more. Tags
 * and inline styles of the content count like its words.
 */

export const lengthOf = (text: string): number => text.length

export const bytesOf = (text: string): number => Buffer.byteLength(text)

/** At most `limit` long: at the end of a sentence where one ends past the half, else with `…`. */
export function cutAt(text: string, limit: number): string {
  if (lengthOf(text) <= limit) return text
  const head = text.slice(0, limit)
  const end = Math.max(...['。', '！', '？', '；'].map((mark) => head.lastIndexOf(mark)))
  if (end >= limit / 2) return head.slice(0, end + 1)
  // A character outside the BMP is two units and must not be torn apart.
  const short = text.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '')
  return `${short}…`
}
