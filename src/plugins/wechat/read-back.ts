/** Whether the far side kept what it was sent: it drops silently what it does not like. */
import { DeliveryError } from '@/core'

/** Of the text, white space aside. */
const KEPT = 0.99

export function compareDraft(sent: string, kept: string): void {
  const [before, after] = [measure(sent), measure(kept)]
  if (after.pictures === before.pictures && after.text >= before.text * KEPT) return
  throw new DeliveryError(
    'DESTINATION_REFUSED',
    `草稿与所发不符：文字 ${String(after.text)}/${String(before.text)}，图片 ${String(after.pictures)}/${String(before.pictures)} / ` +
      `the draft is not what was sent: text ${String(after.text)} of ${String(before.text)}, ` +
      `pictures ${String(after.pictures)} of ${String(before.pictures)}`,
  )
}

const measure = (html: string): { text: number; pictures: number } => ({
  text: html
    .replace(/<[^>]*>/g, '')
    .replace(/&[#\w]+;/g, '_')
    .replace(/\s/g, '').length,
  pictures: html.match(/<img\b/g)?.length ?? 0,
})
