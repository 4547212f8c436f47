/** Whether what was typed is a JSON object; asked in the browser and again by the server. */
import { messageOf } from '@/core/errors'

import { adminTexts } from './admin-texts'

const t = adminTexts.errors

/** What is wrong, in words. A string is a text that could not be read; nothing at all stands for an empty object. */
export function objectFault(value: unknown): string | undefined {
  if (typeof value === 'string') return `${t.notJson} (${parserSays(value)})`
  return value === undefined || (typeof value === 'object' && !Array.isArray(value))
    ? undefined
    : t.notAnObject
}

function parserSays(text: string): string {
  try {
    JSON.parse(text)
    return text
  } catch (error) {
    return messageOf(error)
  }
}
