/** Documents by type and slug: those of the database, and those of this run before and after they are stored. */
import type { Payload } from 'payload'

import type { ContentType } from '@/core'

import { Refusal } from './errors'

export interface StoredDocument {
  readonly id: string
  readonly slug?: string | null
  readonly _status?: string | null
  readonly origin?: { readonly path?: string | null; readonly digest?: string | null } | null
  readonly withdrawal?: { readonly at?: string | null } | null
}

interface Known {
  readonly id: string
  readonly path: string
  isStored: boolean
}

export class DocumentIndex {
  private readonly known = new Map<string, Known>()

  constructor(private readonly payload: Payload) {}

  /** Refuses the slug when another file of this run has it. */
  claim(type: ContentType, slug: string): void {
    const other = this.known.get(`${type}/${slug}`)
    if (other)
      throw new Refusal({ code: 'duplicate-slug', field: 'slug', value: slug, detail: other.path })
  }

  add(type: ContentType, slug: string, known: Known): void {
    this.known.set(`${type}/${slug}`, known)
  }

  stored(type: ContentType, slug: string): void {
    const known = this.known.get(`${type}/${slug}`)
    if (known) known.isStored = true
  }

  drop(type: ContentType, slug: string): void {
    this.known.delete(`${type}/${slug}`)
  }

  /** The id of a document that can be referred to; undefined while it is not stored. */
  async idOf(type: ContentType, slug: string): Promise<string | undefined> {
    const known = this.known.get(`${type}/${slug}`)
    if (known) return known.isStored ? known.id : undefined
    const found = await this.payload.db.find<StoredDocument>({
      collection: type,
      where: { slug: { equals: slug } },
      select: { slug: true },
      limit: 1,
      pagination: false,
    })
    return found.docs[0]?.id
  }

  /**
   * The document a file was imported to before: the one that remembers its path, else the one with its slug, unless
   * that came from another file which is still there.
   */
  async previous(
    type: ContentType,
    slug: string,
    path: string,
    isInFolder: (path: string) => boolean,
  ): Promise<StoredDocument | undefined> {
    const { docs } = await this.payload.db.find<StoredDocument>({
      collection: type,
      where: { or: [{ 'origin.path': { equals: path } }, { slug: { equals: slug } }] },
      select: { slug: true, _status: true, origin: true, withdrawal: true },
      limit: 2,
      pagination: false,
    })
    const byPath = docs.find(({ origin }) => origin?.path === path)
    const bySlug = docs.find((document) => document.slug === slug)
    const owner = bySlug?.origin?.path
    const isTaken =
      bySlug !== undefined &&
      bySlug !== byPath &&
      (byPath !== undefined || (owner ? isInFolder(owner) : false))
    if (isTaken) {
      throw new Refusal({
        code: 'duplicate-slug',
        field: 'slug',
        value: slug,
        detail: owner ?? `${type}/${bySlug.id}`,
      })
    }
    return byPath ?? bySlug
  }

  /** The newest draft of a published document, which is what an import without publishing writes to. */
  async newestDraft(type: ContentType, id: string): Promise<StoredDocument | undefined> {
    const draft = await this.payload.findByID({
      collection: type,
      id,
      draft: true,
      depth: 0,
      overrideAccess: true,
    })
    return draft
  }
}
