/** Entries rendered once per revision and format, in a cache of bounded size. */
import { createHash } from 'node:crypto'

import { LRUCache } from 'lru-cache'

import {
  canonicalJson,
  DeliveryError,
  type DocumentKey,
  type Library,
  type Revision,
  type Site,
} from '@/core'

import { entryOf, type Entry } from './entry'
import type { FeedFormat } from './feed-document'
import { FILLED_AHEAD, FRAGMENT_CACHE_BYTES, LOAD_AT_ONCE } from './limits'
import { atom } from './render-atom'
import { json } from './render-json'
import { rss } from './render-rss'
import type { FeedSettings } from './settings'
import { FORMATS, type Format } from './topics'

/** Counts up whenever equal items give other bytes, so that no old entry is mixed with new ones. */
const RENDERING = 2

export const formats: Readonly<Record<Format, FeedFormat<Entry>>> = { rss, atom, json }

type Rendered = Readonly<Record<Format, Uint8Array>>

export type FragmentCache = LRUCache<string, Rendered>

export const createFragmentCache = (): FragmentCache =>
  new LRUCache({
    maxSize: FRAGMENT_CACHE_BYTES,
    sizeCalculation: (rendered) =>
      Math.max(
        1,
        FORMATS.reduce((sum, format) => sum + rendered[format].length, 0),
      ),
  })

export class Fragments {
  /** Documents whose text could not be rendered. */
  readonly unrenderable = new Set<DocumentKey>()
  private readonly fingerprint: string

  constructor(
    private readonly cache: FragmentCache,
    private readonly library: Pick<Library, 'load'>,
    private readonly site: Site,
    private readonly settings: FeedSettings,
  ) {
    this.fingerprint = createHash('sha256')
      .update(canonicalJson([RENDERING, site, settings.fullText]))
      .digest('hex')
  }

  /** Renders a revision, or finds it in the cache. Throws RENDERING_FAILED. */
  render(revision: Revision): Rendered {
    const key = `${revision.id} ${this.fingerprint}`
    const known = this.cache.get(key)
    if (known) return known
    const rendered = this.renderAnew(revision)
    this.cache.set(key, rendered)
    return rendered
  }

  /** Renders a revision ahead of its use, as long as there is room: nothing else is pushed out for it. */
  renderAhead(revision: Revision): void {
    if (this.cache.calculatedSize < FILLED_AHEAD * FRAGMENT_CACHE_BYTES) this.render(revision)
  }

  /** The rendered entries of the revisions, in their order. */
  async of(revisions: readonly string[]): Promise<readonly Rendered[]> {
    const found = new Map<string, Rendered>()
    const missing: string[] = []
    for (const id of revisions) {
      const known = this.cache.get(`${id} ${this.fingerprint}`)
      if (known) found.set(id, known)
      else missing.push(id)
    }
    for (let at = 0; at < missing.length; at += LOAD_AT_ONCE) {
      const loaded = await this.library.load(missing.slice(at, at + LOAD_AT_ONCE))
      for (const revision of loaded) found.set(revision.id, this.render(revision))
    }
    return revisions.map((id) => {
      const rendered = found.get(id)
      if (rendered) return rendered
      throw new DeliveryError(
        'STORAGE_UNAVAILABLE',
        `Feeds: revision ${id} is listed in a feed, but is no longer stored. Run "quanmei rebuild feeds".`,
      )
    })
  }

  private renderAnew(revision: Revision): Rendered {
    try {
      const entry = entryOf(revision.item, this.site, this.settings)
      const bytes = (format: Format): Uint8Array =>
        Buffer.from(formats[format].entry(entry, this.site))
      return { rss: bytes('rss'), atom: bytes('atom'), json: bytes('json') }
    } catch (cause) {
      this.unrenderable.add(revision.document)
      throw new DeliveryError(
        'RENDERING_FAILED',
        `Feeds: ${revision.document} (revision ${String(revision.number)}) cannot be rendered: ` +
          (cause instanceof Error ? cause.message : String(cause)),
        { cause },
      )
    }
  }
}
