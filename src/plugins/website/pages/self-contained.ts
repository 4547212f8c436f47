/** An edition's page as one file, for the proof in the admin: its style inside, its pictures given, nothing that runs. */
import { type DocumentKey, type Item, type Site } from '@/core'

import { STYLE, STYLE_PATH } from '../assets/style'
import { renderItem } from './item'

/** `pictureOf` answers the address of a line's picture. */
export function renderSelfContained(
  item: Item,
  site: Site,
  pictureOf: (document: DocumentKey) => string,
): string {
  const { body } = renderItem(
    { item: withPictures(item, pictureOf), related: [] },
    { site, showEnglish: false },
  )
  return new TextDecoder()
    .decode(body)
    .replace(
      `<link rel="stylesheet" href="${STYLE_PATH}"/>`,
      () => `<style>${new TextDecoder().decode(STYLE)}</style>`,
    )
    .replace(/<script\b.*?<\/script>/gs, '')
}

function withPictures(item: Item, pictureOf: (document: DocumentKey) => string): Item {
  const { details } = item
  if (details.type !== 'editions') return item
  const entries = details.entries.map((line) =>
    line.picture
      ? { ...line, picture: { ...line.picture, url: pictureOf(line.document), sizes: [] } }
      : line,
  )
  return { ...item, details: { ...details, entries } }
}
