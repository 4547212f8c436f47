/**
 * Importing against a loop of Payload's own `create` over the same documents, in the same run: the same fields, the same
 * validation and hooks, the same revisions and ledger rows.
 */
import type { Payload } from 'payload'

import type { BulkWriterOptions, DocumentChange } from '@/importer'

import { startPayload } from '../tests/helpers/hub'
import { article } from './corpus'
import type { BenchRow } from './types'

const DOCUMENTS = Number(process.env['BENCH_IMPORT_DOCUMENTS'] ?? 1000)
/** Rounds of both ways in turn, so that neither always meets the fuller database. */
const ROUNDS = 4
/** About a printed page. */
const SHAPE = { sections: 4, publishedAt: '2015-03-02T01:00:00.000Z' }

export async function run(): Promise<BenchRow[]> {
  await using hub = await startPayload({ database: 'sqlite' })
  const { payload } = hub
  const { bulkWriter } = await import('@/importer')
  const reconcile = await reconciler(payload)
  const documents = (round: string): Promise<DocumentChange[]> =>
    Promise.all(
      Array.from({ length: DOCUMENTS / ROUNDS }, (_, index) =>
        article(`${round}-${String(index)}`, index, SHAPE),
      ),
    )

  const times = { ours: 0, baseline: 0 }
  for (let round = 0; round < ROUNDS; round += 1) {
    const bulk = await documents(`bulk-${String(round)}`)
    const single = await documents(`single-${String(round)}`)
    times.baseline += await measure(async () => {
      for (const { collection, id, data } of single) {
        await payload.create({ collection, data: { ...data, id } as never, depth: 0 })
      }
    })
    times.ours += await measure(async () => {
      const writer = bulkWriter({ payload, reconcile })
      const results = []
      for (const change of bulk) results.push(...(await writer.write(change)))
      results.push(...(await writer.flush()))
      const refused = results.find(({ findings }) => findings.length > 0)
      if (refused) throw new Error(`${refused.change.id}: ${JSON.stringify(refused.findings)}`)
    })
  }
  const perSecond = (milliseconds: number): number => Math.round((DOCUMENTS / milliseconds) * 1000)
  return [
    {
      name: `import of ${String(DOCUMENTS)} documents, bulk path against payload.create`,
      ours: perSecond(times.ours),
      baseline: perSecond(times.baseline),
      ratio: Math.round((times.baseline / times.ours) * 100) / 100,
      unit: 'documents/s',
      target: '≥ 2 ×',
      ok: times.baseline >= 2 * times.ours,
    },
  ]
}

/** The same reconciling as the publish hook's, with the site and the channels of a fresh hub. */
async function reconciler(payload: Payload): Promise<BulkWriterOptions['reconcile']> {
  const { openStores } = await import('@/outbox')
  const { channels } = await import('@/plugins/channels')
  const { ensureChannels } = await import('@/plugins/distribution/channel-rows')
  const { reconcile } = await import('@/plugins/distribution/reconcile')
  await ensureChannels(payload, channels)
  const context = {
    payload,
    ledger: openStores(payload).ledger,
    kinds: channels,
    now: () => new Date(),
    timeZone: 'Asia/Shanghai',
  }
  return (references, req) => reconcile(context, references, { req })
}

const measure = async (work: () => Promise<void>): Promise<number> => {
  const start = performance.now()
  await work()
  return performance.now() - start
}
