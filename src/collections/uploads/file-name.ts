import { extname } from 'node:path'

import { suggestSlug } from '../slug'

/** Lower-case extension without the dot; empty where there is none. */
export const extensionOf = (name: string): string => extname(name).slice(1).toLowerCase()

/**
 * A file name fit for public addresses: pinyin for Chinese, lower case, ASCII. `第一课 讲义.DOCX` becomes
 * `di-yi-ke-jiang-yi.docx`; where nothing is left of the name it is `file`.
 */
export function publicFileName(name: string): string {
  const extension = extensionOf(name)
  const stem = suggestSlug(name.slice(0, name.length - extname(name).length)) || 'file'
  return extension === '' ? stem : `${stem}.${extension}`
}
