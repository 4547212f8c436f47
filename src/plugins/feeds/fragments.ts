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

  /** Renders the revisions that are not in the cache. Throws RENDERING_FAILED. */
  render(revisions: readonly Revision[]): void {
    const missing = revisions.filter(({ id }) => !this.cache.has(this.keyOf(id)))
    for (const [id, rendered] of this.renderAnew(missing)) this.cache.set(this.keyOf(id), rendered)
  }

  /** Renders revisions ahead of their use, as long as there is room: nothing else is pushed out for them. */
  renderAhead(revisions: readonly Revision[]): void {
    if (this.cache.calculatedSize < FILLED_AHEAD * FRAGMENT_CACHE_BYTES) this.render(revisions)
  }

  /** The rendered entries of the revisions, in their order. */
  async of(revisions: readonly string[]): Promise<readonly Rendered[]> {
    const found = new Map<string, Rendered>()
    const missing: string[] = []
    for (const id of revisions) {
      const known = this.cache.get(this.keyOf(id))
      if (known) found.set(id, known)
      else missing.push(id)
    }
    for (let at = 0; at < missing.length; at += LOAD_AT_ONCE) {
      const loaded = await this.library.load(missing.slice(at, at + LOAD_AT_ONCE))
      for (const [id, rendered] of this.renderAnew(loaded)) {
        this.cache.set(this.keyOf(id), rendered)
        found.set(id, rendered)
      }
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

  private keyOf(revision: string): string {
    return `${revision} ${this.fingerprint}`
  }

  /** By id. */
  private renderAnew(revisions: readonly Revision[]): ReadonlyMap<string, Rendered> {
    if (revisions.length === 0) return new Map()
    try {
      return this.renderTogether(revisions)
    } catch (cause) {
      const [revision, ...others] = revisions
      // One of them is at fault; which, shows when each is rendered for itself.
      if (!revision || others.length > 0) {
        return new Map(revisions.flatMap((one) => [...this.renderAnew([one])]))
      }
      this.unrenderable.add(revision.document)
      throw new DeliveryError(
        'RENDERING_FAILED',
        `Feeds: ${revision.document} (revision ${String(revision.number)}) cannot be rendered: ` +
          (cause instanceof Error ? cause.message : String(cause)),
        { cause },
      )
    }
  }

  private renderTogether(revisions: readonly Revision[]): ReadonlyMap<string, Rendered> {
    const entries = revisions.map(({ item }) => entryOf(item, this.site, this.settings))
    const bytes = (format: Format): readonly Uint8Array[] => {
      const texts = formats[format].entries(entries, this.site)
      if (texts.length !== entries.length) {
        throw new Error(
          `${String(entries.length)} entries gave ${String(texts.length)} texts of ${format}`,
        )
      }
      return texts.map((text) => Buffer.from(text))
    }
    const [rss, atom, json] = [bytes('rss'), bytes('atom'), bytes('json')]
    const none = new Uint8Array()
    return new Map(
      revisions.map(({ id }, index) => [
        id,
        { rss: rss[index] ?? none, atom: atom[index] ?? none, json: json[index] ?? none },
      ]),
    )
  }
}
