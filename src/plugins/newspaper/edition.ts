/** A published edition as its renderers see it: addresses absolute. */
import { absoluteUrl, itemPath, type Edition, type Item, type Site } from '@/core'

/** `undefined` for what is no edition. */
export function editionOf(item: Item, site: Pick<Site, 'publicUrl'>): Edition | undefined {
  const { details, title, language } = item
  if (details.type !== 'editions') return undefined
  const { newspaper, day, greeting, entries, mailing } = details
  return {
    newspaper: newspaper.slug,
    ...{ title, day, language, greeting },
    entries: entries.map(({ path, ...entry }) => ({ ...entry, url: absoluteUrl(site, path) })),
    url: absoluteUrl(site, itemPath(item)),
    sender: mailing.sender,
  }
}
