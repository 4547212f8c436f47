/** What an operator does by hand: withdraw, correct, resend, say how a held row ended. */
import { ValidationError, type PayloadRequest } from 'payload'

import { advance, OPEN_STATES } from '@/core'
import type { Attempt, LedgerRow } from '@/outbox/types'

import { adminTexts, filled, type Label } from './admin-texts'
import type { PublishContext } from './index'
import { configuredChannels } from './channel-rows'
import { findRaw } from './gather'
import { GONE } from './gone-channels'
import { onPublish } from './signals'
import type { ReconcileContext, Reference } from './reconcile'
import type { RevisionRow } from './revision'
import type { SourceDocument } from './source-document'

const t = adminTexts.operations.errors

/** An operation that can't be done, in words the operator understands. */
export class OperationError extends Error {
  override readonly name = 'OperationError'

  constructor(
    /** `absent`: there is no such row or document. `conflict`: it is not in a state for this. */
    readonly kind: 'absent' | 'conflict',
    subject: string,
    readonly label: Label,
  ) {
    super(`${subject}: ${label.zh} / ${label.en}`)
  }
}

/**
 * Takes a published document back everywhere. The reason is shown where the page was; `req` says who signs. Payload saves
 * the newest draft along with it, and refuses one that is unfinished; that must not keep a wrong page public, so then the
 * published content is taken back and the draft put on top again.
 */
export async function withdrawDocument(
  { payload, now }: ReconcileContext,
  { type, id }: Reference,
  reason: string,
  req?: PayloadRequest,
): Promise<void> {
  await mustBePublished({ payload }, { type, id })
  const context: PublishContext = { reason }
  const withdrawal = { reason, at: now().toISOString() }
  const write = (content: object, draft = false): Promise<unknown> =>
    payload.update({
      collection: type,
      id,
      data: { ...content, _status: 'draft', withdrawal },
      draft,
      context: { ...context },
      depth: 0,
      overrideAccess: true,
      ...(req ? { req } : {}),
    })
  try {
    await write({})
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error
    const unfinished = await contentOf({ payload }, { type, id }, true)
    await write(await contentOf({ payload }, { type, id }, false))
    await write(unfinished, true)
  }
}

/** Publishes the newest draft of a published document with a note that readers see; `req` says who signs. */
export async function correctDocument(
  { payload, now }: ReconcileContext,
  { type, id }: Reference,
  note: string,
  req?: PayloadRequest,
): Promise<void> {
  await mustBePublished({ payload }, { type, id })
  const context: PublishContext = { reason: note }
  const content = await contentOf({ payload }, { type, id }, true)
  await payload.update({
    collection: type,
    id,
    data: {
      ...content,
      _status: 'published',
      corrections: [...(content.corrections ?? []), { at: now().toISOString(), note }],
    },
    context: { ...context },
    depth: 0,
    overrideAccess: true,
    ...(req ? { req } : {}),
  })
}

/**
 * Sends a settled row once more, as a new row: settled rows never move. Only the newest revision may go out again, since
 * an older one would take a correction back. Answers the new row's id.
 */
export async function resend(context: ReconcileContext, id: string): Promise<string> {
  const { payload, ledger, now } = context
  const row = await rowOf(context, id)
  if ((OPEN_STATES as readonly string[]).includes(row.delivery.state)) {
    throw new OperationError('conflict', id, t.stillOnItsWay)
  }
  if (!(await channelOf(context, row))) throw new OperationError('conflict', id, t.channelGone)
  const [newest] = await findRaw<RevisionRow>(
    payload,
    'revisions',
    { document: { equals: row.document } },
    undefined,
    {
      sort: '-number',
      limit: 1,
    },
  )
  if (newest && newest.id !== row.revision) {
    throw new OperationError('conflict', id, filled(t.newerRevision, { number: newest.number }))
  }
  const [base = row.key] = row.key.split('|resend-')
  const again = (await ledger.list({ document: row.document, limit: 1000 })).filter(({ key }) =>
    key.startsWith(`${base}|resend-`),
  ).length
  const fresh = crypto.randomUUID()
  const added = await ledger.enqueue(
    [{ ...row, id: fresh, key: `${base}|resend-${String(again + 1)}`, dueAt: now().getTime() }],
    now().getTime(),
  )
  // Somebody else's resend took the key: theirs goes out, ours would be a second copy.
  if (added === 0) throw new OperationError('conflict', id, t.stillOnItsWay)
  onPublish.emit(1)
  return fresh
}

/**
 * A person looked at the far side and says how a held or submitted row really ended. The note is kept as the receipt of a delivery, as
 * the message of a failure, and with `by` among the attempts.
 */
export async function resolveHeld(
  context: ReconcileContext,
  id: string,
  outcome: 'delivered' | 'failed',
  note: string,
  by = 'command line',
): Promise<void> {
  const row = await rowOf(context, id)
  const configured = await channelOf(context, row)
  const at = context.now().getTime()
  const next = advance(
    row.delivery,
    { type: 'resolved', outcome, note },
    configured?.guarantee ?? GONE,
    at,
  )
  const entry: Attempt = {
    at,
    durationMs: 0,
    worker: by,
    ...(outcome === 'delivered'
      ? { outcome: 'delivered', receipt: note }
      : { outcome: 'permanent', message: note }),
  }
  if (next === row.delivery || !(await context.ledger.move(row, next, entry, at))) {
    throw new OperationError('conflict', id, t.notHeld)
  }
}

async function rowOf({ ledger }: ReconcileContext, id: string): Promise<LedgerRow> {
  const row = await ledger.find(id)
  if (!row) throw new OperationError('absent', id, t.noSuchRow)
  return row
}

const channelOf = async ({ payload, kinds }: ReconcileContext, { channel }: LedgerRow) =>
  (await configuredChannels(payload, kinds)).find(({ row }) => row.id === channel)

/** What a document says, without what Payload keeps about it: of its newest draft, or as published. */
async function contentOf(
  { payload }: Pick<ReconcileContext, 'payload'>,
  { type, id }: Reference,
  draft: boolean,
) {
  const document = await payload.findByID({
    collection: type,
    id,
    draft,
    depth: 0,
    overrideAccess: true,
  })
  const { id: _id, createdAt: _createdAt, updatedAt: _updatedAt, ...content } = document
  return content
}

/** What readers see now decides, not a newer draft. */
async function mustBePublished(
  { payload }: Pick<ReconcileContext, 'payload'>,
  { type, id }: Reference,
): Promise<void> {
  const [document] = await findRaw<SourceDocument>(payload, type, { id: { equals: id } })
  const subject = `${type}/${id}`
  if (!document) throw new OperationError('absent', subject, t.noSuchDocument)
  if (document._status !== 'published') {
    throw new OperationError('conflict', subject, t.notPublished)
  }
}
