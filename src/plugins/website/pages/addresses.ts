/** The website's own addresses, root-relative, and the date of what has no date of its own. */
import type { Entry, List, TopicKind } from '../views'

export const HOME_PATH = '/'
export const ARCHIVE_PATH = '/archive/'
/** `?of=` a root-relative path that has a page. Answered by the delivery plane, not an artefact. */
export const QR_PATH = '/qr.svg'
export const SEARCH_PATH = '/search'
/** The TV channel's index, and a column's place there. */
export const TV_PATH = '/tv/'
export const tvColumnPath = (slug: string): string => `${TV_PATH}#${slug}`
export const NOT_FOUND_PATH = '/404'
export const OFFLINE_PATH = '/offline'
/** At the root, since a service worker sees only what lies below it. */
export const SERVICE_WORKER_PATH = '/service-worker.js'
export const MANIFEST_PATH = '/manifest.webmanifest'

/** `/articles/`, `/themes/theory/`; of everything the archive. */
export const listPath = (list: List): string => (list === 'all' ? ARCHIVE_PATH : `/${list}/`)

/** `/articles/2014-11/`, its second part `/articles/2014-11/2`. */
export const monthPath = (list: List, month: string, part: number): string =>
  `${listPath(list)}${month}/${part === 1 ? '' : String(part)}`

/** `/themes/`. */
export const topicsPath = (kind: TopicKind): string => `/${kind}/`

export const topicPath = (kind: TopicKind, slug: string): string => `/${kind}/${slug}/`

/** Root-relative, without extension. */
export const feedPath = (list: List): string => `/feeds/${list}`

/** The date of artefacts that have none of their own. */
export const NEVER_CHANGES = '1970-01-01T00:00:00.000Z'

/** When the newest of the entries changed: the page's own date, so a rebuild gives the same. */
export const latestChange = (entries: readonly Pick<Entry, 'updatedAt'>[]): string =>
  entries.reduce(
    (latest, { updatedAt }) => (updatedAt > latest ? updatedAt : latest),
    NEVER_CHANGES,
  )
