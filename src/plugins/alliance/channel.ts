/** The alliance: what its sites may take, kept where `/alliance/v1/` and `/oai` read it without the CMS. */
import { defineChannel, PULL_CHANNEL, type PullContext, type Outcome, type Shipment } from '@/core'

import { readSettings, type AllianceSettings } from './settings'

type Context = PullContext<AllianceSettings>

export const ALLIANCE = 'alliance'
const RECEIPT_DIGITS = 16
/** Revisions recorded in one transaction by a rebuild. */
const REBUILD_BATCH = 100

export const alliance = defineChannel<AllianceSettings>({
  id: ALLIANCE,
  label: { zh: '联盟', en: 'Alliance' },
  ...PULL_CHANNEL,
  settings: readSettings,
  selects: ({ channels }) =>
    channels.length === 0 || channels.includes(ALLIANCE) ? ['public'] : [],

  async deliver(shipments, { syndication, now }): Promise<readonly Outcome[]> {
    await syndication.record(
      shipments.map(({ revision, action }) => ({ ...revision, action })),
      now(),
    )
    return shipments.map((shipment) => ({ ok: true, receipt: receiptOf(shipment) }))
  },

  /**
   * Records what is missing. What is recorded already keeps its place and date, so sites and harvesters go on where they
   * were; of a store that was lost everything is recorded anew, and they are told to start again.
   */
  async rebuild(context, progress) {
    await withdrawals(context)
    let documents = 0
    for await (const batch of batches(context.library.current())) {
      context.signal.throwIfAborted()
      await context.syndication.record(batch, context.now())
      documents += batch.length
      progress(documents)
    }
    return { documents, artefacts: 0 }
  },
})

const receiptOf = ({ action, revision }: Shipment): string =>
  action === 'withdraw'
    ? `gone:${revision.document}#${String(revision.number)}`
    : `record:${revision.hash.slice(0, RECEIPT_DIGITS)}`

/** Before what is current, so that what was published again since stays. */
async function withdrawals({ library, syndication, now, signal }: Context): Promise<void> {
  async function* withdrawn() {
    for await (const { revision } of library.history()) {
      if (revision.action === 'withdraw') yield revision
    }
  }
  for await (const batch of batches(withdrawn())) {
    signal.throwIfAborted()
    await syndication.record(batch, now())
  }
}

async function* batches<Value>(values: AsyncIterable<Value>): AsyncGenerator<readonly Value[]> {
  let batch: Value[] = []
  for await (const value of values) {
    batch.push(value)
    if (batch.length < REBUILD_BATCH) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
