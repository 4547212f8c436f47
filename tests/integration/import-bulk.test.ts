import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { DocumentChange, DocumentWriter, WriteResult } from '@/importer'

import { startPayload, type TestHub } from '../helpers/hub'

const now = (): Date => new Date('2026-01-05T00:00:00Z')

const article = (slug: string, more: Record<string, unknown> = {}): DocumentChange => ({
  file: `${slug}.md`,
  collection: 'articles',
  id: crypto.randomUUID(),
  isNew: true,
  asDraft: false,
  data: {
    title: `学习记录 ${slug}`,
    slug,
    summary: '一句话',
    authorUnit: '内容编辑组',
    channels: ['website', 'wechat'],
    attachments: [],
    corrections: [{ at: '2015-03-03T01:00:00.000Z', note: '改正一处' }],
    publishedAt: '2015-03-02T01:00:00.000Z',
    origin: { path: `${slug}.md`, digest: slug },
    ...more,
    _status: 'published',
  },
})

/** A document without what differs from one to the next. */
const comparable = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (key, inside: unknown) =>
      /^(?:id|parent|createdAt|updatedAt)$/.test(key) ? undefined : inside,
    )
      .replaceAll('plain-one', 'x')
      .replaceAll('bulk-one', 'x'),
  )

describe('the bulk writer', () => {
  let hub: TestHub
  let bulk: DocumentWriter
  const writeAll = async (
    writer: DocumentWriter,
    changes: readonly DocumentChange[],
  ): Promise<WriteResult[]> => {
    const results: WriteResult[] = []
    for (const change of changes) results.push(...(await writer.write(change)))
    return [...results, ...(await writer.flush())]
  }
  const revisionsOf = async (id: string): Promise<unknown[]> => {
    const { docs } = await hub.payload.db.find<{ action: string; enqueued: boolean }>({
      collection: 'revisions',
      where: { document: { equals: `articles/${id}` } },
    })
    return docs.map(({ action, enqueued }) => ({ action, enqueued }))
  }

  beforeAll(async () => {
    hub = await startPayload()
    const { payload } = hub
    const { bulkWriter } = await import('@/importer')
    const { openStores } = await import('@/outbox')
    const { channels } = await import('@/plugins/channels')
    const { reconcile } = await import('@/plugins/distribution/reconcile')
    const { ensureChannels } = await import('@/plugins/distribution/channel-rows')
    await ensureChannels(payload, channels)
    const context = {
      payload,
      ledger: openStores(payload).ledger,
      kinds: channels,
      now,
      timeZone: 'Asia/Shanghai',
    }
    bulk = bulkWriter({
      payload,
      reconcile: (references, req) => reconcile(context, references, { req }),
    })
  })
  afterAll(() => hub[Symbol.asyncDispose]())

  it('stores what a plain create stores: the document, its version, its revision', async () => {
    const { plainWriter } = await import('@/importer')
    const one = article('bulk-one')
    const other = article('plain-one')
    expect(await writeAll(bulk, [one])).toEqual([{ change: one, findings: [] }])
    expect(await writeAll(plainWriter(hub.payload), [other])).toEqual([
      { change: other, findings: [] },
    ])
    const stored = async ({ id }: DocumentChange): Promise<unknown> =>
      comparable({
        document: await hub.payload.findByID({ collection: 'articles', id, depth: 0 }),
        versions: (
          await hub.payload.findVersions({
            collection: 'articles',
            where: { parent: { equals: id } },
            depth: 0,
          })
        ).docs,
        revisions: await revisionsOf(id),
        deliveries: (
          await hub.payload.db.find({
            collection: 'deliveries',
            where: { document: { equals: `articles/${id}` } },
          })
        ).totalDocs,
      })
    expect(await stored(one)).toEqual(await stored(other))
    expect(await revisionsOf(one.id)).toEqual([{ action: 'publish', enqueued: true }])
  })

  it('refuses only the document at fault, with the field', async () => {
    const good = article('beside-a-bad-one')
    const bad = article('bad-one', { title: null })
    const results = await writeAll(bulk, [good, bad])
    expect(results).toContainEqual({ change: good, findings: [] })
    expect(results.find(({ change }) => change === bad)?.findings).toMatchObject([
      { code: 'not-stored', field: 'title' },
    ])
  })

  it('stores the rest of a batch when the database refuses one', async () => {
    const twins = [article('twin-slug'), article('twin-slug')]
    const good = article('beside-twins')
    const results = await writeAll(bulk, [...twins, good])
    expect(results.filter(({ findings }) => findings.length > 0)).toHaveLength(1)
    expect(await revisionsOf(good.id)).toHaveLength(1)
    const { totalDocs } = await hub.payload.db.count({
      collection: 'articles',
      where: { slug: { equals: 'twin-slug' } },
    })
    expect(totalDocs).toBe(1)
  })

  it('makes a revision of an existing document', async () => {
    const first = article('changed-later')
    await writeAll(bulk, [first])
    const change: DocumentChange = {
      ...first,
      isNew: false,
      data: { ...first.data, title: '改了题目' },
    }
    expect(await writeAll(bulk, [change])).toEqual([{ change, findings: [] }])
    expect(await revisionsOf(first.id)).toHaveLength(2)
  })
})
