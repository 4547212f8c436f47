/**
 * The sweep makes the ledger true: it completes revisions a crash left without rows, settles rows of deleted channels, and reconciles every document that
 * changed, or that refers to something that changed, since the last sweep. The full sweep looks at every document.
 */
import type { CollectionSlug, Payload, Where } from 'payload'

import {
  CONTENT_TYPES,
  DOCUMENT_TYPES,
  documentKey,
  type ContentType,
  type DocumentKey,
  type DocumentType,
} from '@/core'

import { courseNeighbours } from './courses'
import { findRaw, splitKey } from './gather'
import { settleGoneChannels } from './gone-channels'
import { completeRevisions, reconcile, type ReconcileContext, type Reference } from './reconcile'
import type { RevisionRow } from './revision'

const PAGE = 100
const RELATED_PER_QUERY = 1000

export interface SweepResult {
  readonly looked: number
  readonly completed: number
  /** Rows of deleted channels. */
  readonly settled: number
  readonly revisions: number
  readonly deliveries: number
  readonly refused: readonly { readonly document: DocumentKey; readonly message: string }[]
}

/** Since when to look: everything, or only what was touched from that moment on. */
export async function sweep(
  context: ReconcileContext,
  since: Date | undefined,
): Promise<SweepResult> {
  const completed = await completeRevisions(context)
  const settled = await settleGoneChannels(context)
  const references = since ? await touchedSince(context, since) : everything(context)
  const total = { looked: 0, completed, settled, revisions: 0, deliveries: 0 }
  const refused: { document: DocumentKey; message: string }[] = []
  for await (const page of pages(references)) {
    const result = await reconcile(context, page)
    total.looked += page.length
    total.revisions += result.revisions
    total.deliveries += result.deliveries
    refused.push(...result.refused)
  }
  return { ...total, refused }
}

/** Documents changed since then, and those that show a theme, audience, picture, lesson or document changed since. */
async function touchedSince({ payload }: ReconcileContext, since: Date): Promise<Reference[]> {
  const changed = { updatedAt: { greater_than_equal: since.toISOString() } }
  const found = new Map<string, Reference>()
  const add = (reference: Reference): void => {
    found.set(documentKey(reference), reference)
  }
  const changedIds = async (collection: CollectionSlug): Promise<string[]> =>
    (
      await findRaw<{ id: string }>(payload, collection, changed, undefined, {
        select: { updatedAt: true },
      })
    ).map(({ id }) => id)

  for (const type of DOCUMENT_TYPES) for (const id of await changedIds(type)) add({ type, id })
  const dependants = await dependantsOf(
    { payload },
    {
      themes: await changedIds('themes'),
      audiences: await changedIds('audiences'),
      media: await changedIds('media'),
      documents: [...found.values()],
    },
  )
  for (const reference of dependants) add(reference)
  return [...found.values()]
}

/** Published documents that show any of these. Pictures inside a body are found by the full sweep. */
export async function dependantsOf(
  { payload }: Pick<ReconcileContext, 'payload'>,
  changed: { themes?: string[]; audiences?: string[]; media?: string[]; documents?: Reference[] },
): Promise<Reference[]> {
  const { themes = [], audiences = [], media = [], documents = [] } = changed
  const found = await courseNeighbours({ payload }, documents)
  for (const type of CONTENT_TYPES) {
    const any: Where[] = [
      ...(themes.length > 0 ? [{ themes: { in: themes } }] : []),
      ...(audiences.length > 0 ? [{ audiences: { in: audiences } }] : []),
      ...(media.length > 0
        ? [{ cover: { in: media } }, { 'attachments.file': { in: media } }]
        : []),
      ...(media.length > 0 && type === 'videos'
        ? [{ video: { in: media } }, { poster: { in: media } }, { 'captions.file': { in: media } }]
        : []),
    ]
    const showing = [
      ...(any.length > 0 ? await publishedAmong(payload, type, { or: any }) : []),
      ...(await relatedTo(
        payload,
        type,
        documents.map(({ id }) => id),
      )),
    ]
    found.push(...[...new Set(showing)].map((id) => ({ type, id })))
  }
  found.push(...(await editionsWith(payload, documents)))
  return found
}

/**
 * A query of its own: joined with another condition SQLite reads the links of every published document, alone it finds
 * them by the document they lead to. Five columns may hold it, so a part has a fifth of the variables SQLite allows.
 */
async function relatedTo(
  payload: Payload,
  type: ContentType,
  ids: readonly string[],
): Promise<string[]> {
  const found: string[] = []
  for (let start = 0; start < ids.length; start += RELATED_PER_QUERY) {
    const part = ids.slice(start, start + RELATED_PER_QUERY)
    found.push(...(await publishedAmong(payload, type, { 'related.value': { in: part } })))
  }
  return found
}

/** Published editions that name any of them: what was withdrawn leaves their pages, what moved is found there. */
async function editionsWith(
  payload: Payload,
  documents: readonly Reference[],
): Promise<Reference[]> {
  const found = new Set<string>()
  for (let start = 0; start < documents.length; start += RELATED_PER_QUERY) {
    const ids = documents.slice(start, start + RELATED_PER_QUERY).map(({ id }) => id)
    const where = { 'entries.document.value': { in: ids } }
    for (const id of await publishedAmong(payload, 'editions', where)) found.add(id)
  }
  return [...found].map((id) => ({ type: 'editions', id }))
}

/** The ids of the published documents that match. Asked for after the query, not in it (see relatedTo). */
async function publishedAmong(
  payload: Payload,
  type: DocumentType,
  where: Where,
): Promise<string[]> {
  const rows = await findRaw<{ id: string; _status: string }>(payload, type, where, undefined, {
    select: { _status: true },
  })
  return rows.flatMap(({ id, _status }) => (_status === 'published' ? [id] : []))
}

/** Every document of ours, and every one that was ever published: a deleted document is withdrawn. */
async function* everything({ payload }: ReconcileContext): AsyncIterable<Reference> {
  for (const type of DOCUMENT_TYPES) {
    let after = ''
    for (;;) {
      const rows = await findRaw<{ id: string }>(
        payload,
        type,
        { id: { greater_than: after } },
        undefined,
        {
          sort: 'id',
          limit: PAGE,
          select: { updatedAt: true },
        },
      )
      for (const { id } of rows) yield { type, id }
      after = rows.at(-1)?.id ?? ''
      if (rows.length < PAGE) break
    }
  }
  let after = ''
  for (;;) {
    const rows = await findRaw<RevisionRow>(
      payload,
      'revisions',
      { and: [{ current: { equals: true } }, { id: { greater_than: after } }] },
      undefined,
      { sort: 'id', limit: PAGE, select: { document: true } },
    )
    for (const { document } of rows) yield splitKey(document)
    after = rows.at(-1)?.id ?? ''
    if (rows.length < PAGE) return
  }
}

async function* pages(
  references: Iterable<Reference> | AsyncIterable<Reference>,
): AsyncIterable<Reference[]> {
  let page: Reference[] = []
  for await (const reference of references) {
    page.push(reference)
    if (page.length < PAGE) continue
    yield page
    page = []
  }
  if (page.length > 0) yield page
}
