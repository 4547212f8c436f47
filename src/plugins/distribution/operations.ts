/** What an operator does by hand: withdraw, correct, resend, say how a held row ended. */
import { advance } from '@/core'

import type { PublishContext } from './index'
import { configuredChannels } from './channel-rows'
import { findRaw } from './gather'
import { onPublish } from './signals'
import type { ReconcileContext, Reference, RevisionRow } from './reconcile'

/** An operation that can't be done, in words the operator understands. */
export class OperationError extends Error {
  override readonly name = 'OperationError'
}

/** Takes a published document back everywhere. The reason is shown where the page was. */
export async function withdrawDocument(
  { payload, now }: ReconcileContext,
  { type, id }: Reference,
  reason: string,
): Promise<void> {
  const context: PublishContext = { reason }
  await payload.update({
    collection: type,
    id,
    data: { _status: 'draft', withdrawal: { reason, at: now().toISOString() } },
    context: { ...context },
    overrideAccess: true,
  })
}

/** Publishes the newest draft with a note that readers see. */
export async function correctDocument(
  { payload, now }: ReconcileContext,
  { type, id }: Reference,
  note: string,
): Promise<void> {
  const draft = await payload.findByID({
    collection: type,
    id,
    draft: true,
    depth: 0,
    overrideAccess: true,
  })
  const context: PublishContext = { reason: note }
  const { id: _id, createdAt: _createdAt, updatedAt: _updatedAt, ...content } = draft
  await payload.update({
    collection: type,
    id,
    data: {
      ...content,
      _status: 'published',
      corrections: [...(draft.corrections ?? []), { at: now().toISOString(), note }],
    },
    context: { ...context },
    overrideAccess: true,
  })
}

/**
 * Sends a settled row once more, as a new row: settled rows never move. Only the newest revision may go out again, since
 * an older one would take a correction back. Answers the new row's id.
 */
export async function resend(
  { payload, ledger, now }: ReconcileContext,
  id: string,
): Promise<string> {
  const row = await ledger.find(id)
  if (!row) throw new OperationError(`${id}: 台账里没有这一行 / there is no such ledger row`)
  if (row.delivery.state === 'pending' || row.delivery.state === 'sending') {
    throw new OperationError(`${id}: 这一行还在投递中 / this row is still on its way`)
  }
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
    throw new OperationError(
      `${id}: 已有更新的版本 #${String(newest.number)} / revision #${String(newest.number)} is newer`,
    )
  }
  const [base = row.key] = row.key.split('|resend-')
  const again = (await ledger.list({ document: row.document, limit: 1000 })).filter(({ key }) =>
    key.startsWith(`${base}|resend-`),
  ).length
  const fresh = crypto.randomUUID()
  await ledger.enqueue(
    [{ ...row, id: fresh, key: `${base}|resend-${String(again + 1)}`, dueAt: now().getTime() }],
    now().getTime(),
  )
  onPublish.emit(1)
  return fresh
}

/** A person looked at the far side and says how a held row really ended; the note is kept as the receipt. */
export async function resolveHeld(
  { payload, ledger, kinds, now }: ReconcileContext,
  id: string,
  outcome: 'delivered' | 'failed',
  note: string,
): Promise<void> {
  const row = await ledger.find(id)
  if (!row) throw new OperationError(`${id}: 台账里没有这一行 / there is no such ledger row`)
  const configured = (await configuredChannels(payload, kinds)).find(
    (each) => each.row.id === row.channel,
  )
  if (!configured) {
    throw new OperationError(
      `${id}: 渠道 ${row.channel} 已不存在 / the channel ${row.channel} is gone`,
    )
  }
  const at = now().getTime()
  const next = advance(row.delivery, { type: 'resolved', outcome, note }, configured.guarantee, at)
  if (next === row.delivery || !(await ledger.move(row, next, undefined, at))) {
    throw new OperationError(
      `${id}: 只有待核实的投递可以这样处理 / only a held delivery can be resolved`,
    )
  }
}
