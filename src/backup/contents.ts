/** What a backup holds, and in which order. */
import type { CollectionSlug, GlobalSlug, Payload } from 'payload'

/** Raised when the layout of archives changes. */
export const FORMAT = 1

/** The mailing store's place in an archive. */
export const MAILING_COPY = 'mailing/mailing.sqlite'

/** Not worth keeping: rebuilt by itself, or only true of the running installation. */
const LEFT_OUT = new Set([
  'leases',
  'payload-locked-documents',
  'payload-migrations',
  'payload-query-presets',
  'payload-kv',
])

/** Read first to last by a backup of a running hub, so that whatever a row refers to is read after it; restored last to first. */
const REFERRING_FIRST = ['deliveries', 'revisions', 'payload-jobs', 'timetable'] as const

export interface Contents {
  readonly collections: readonly CollectionSlug[]
  readonly versioned: readonly CollectionSlug[]
  readonly globals: readonly GlobalSlug[]
}

export function contentsOf(payload: Payload): Contents {
  const slugs = payload.config.collections
    .map(({ slug }) => slug)
    .filter((slug) => !LEFT_OUT.has(slug))
  const first = slugs.filter((slug) => (REFERRING_FIRST as readonly string[]).includes(slug))
  return {
    collections: [...first, ...slugs.filter((slug) => !first.includes(slug))],
    versioned: payload.config.collections.flatMap(({ slug, versions }) =>
      versions && !LEFT_OUT.has(slug) ? [slug] : [],
    ),
    globals: payload.config.globals.map(({ slug }) => slug as GlobalSlug),
  }
}

export interface Manifest {
  readonly format: number
  readonly createdAt: string
  readonly database: string
  /** Rows and digest of each file under `data/`. */
  readonly data: readonly {
    readonly name: string
    readonly rows: number
    readonly sha256: string
  }[]
  /** Files under `media/` and `originals/`, and the mailing store. */
  readonly files: readonly {
    readonly path: string
    readonly bytes: number
    readonly sha256: string
  }[]
}

/** An archive that can't be used, or a database that is not empty; in words the operator understands. */
export class BackupError extends Error {
  override readonly name = 'BackupError'
}
