/**
 * Below /api/alliance-sites/ID: the keys (../access-keys), and GET usage.csv and usage.xlsx (by month and document), calls.csv
 * (every call that is still in the log). Refusals are `{ errors: [{ message }] }`.
 */
import { Readable } from 'node:stream'

import { Forbidden, type Endpoint, type PayloadRequest } from 'payload'
import writeXlsxFile from 'write-excel-file/node'

import { csvRow, csvText, SITE_KEY_SCOPES, type PartnerFetch } from '@/core'

import { may } from '../access'
import { keyEndpoint, type KeyEndpointOptions } from '../access-keys/endpoint'
import type { SiteMonthRow } from './records'

/** Reads what of the log is still kept of a site. */
export type FetchesOf = (site: string) => AsyncIterable<PartnerFetch>

export const SITE_KEYS: KeyEndpointOptions = {
  collection: 'alliance-sites',
  prefix: 'qm',
  scopes: SITE_KEY_SCOPES,
}

export const siteEndpoints = (fetchesOf: FetchesOf): Omit<Endpoint, 'root'>[] => [
  keyEndpoint(SITE_KEYS),
  { path: '/:id/usage.csv', method: 'get', handler: usageCsv },
  { path: '/:id/usage.xlsx', method: 'get', handler: usageXlsx },
  { path: '/:id/calls.csv', method: 'get', handler: (req) => calls(req, fetchesOf) },
]

const USAGE_HEAD = ['月份 Month', '类型 Type', '编号 Id', '标题 Title', '次数 Times']
const CALLS_HEAD = ['time', 'key', 'method', 'path', 'status', 'bytes', 'documents', 'userAgent']

type UsageLine = readonly [string, string, string, string, number]

/** Oldest month first; titles as they are now. */
export async function usageLines(
  { payload }: Pick<PayloadRequest, 'payload'>,
  site: string,
): Promise<readonly UsageLine[]> {
  const { docs } = await payload.db.find<SiteMonthRow>({
    collection: 'alliance-months',
    where: { site: { equals: site } },
    sort: 'month',
    pagination: false,
    limit: 0,
  })
  const lines = docs.flatMap(({ month, documents }) =>
    Object.entries(documents ?? {}).map(([document, times]) => {
      const [type = '', id = ''] = document.split('/')
      return { month, type, id, times }
    }),
  )
  const titles = await titlesOf(payload, lines)
  return lines.map(({ month, type, id, times }) => [
    month,
    type,
    id,
    titles.get(`${type}/${id}`) ?? '',
    times,
  ])
}

/** Asked for in one go: databases bound how many values a question may have. */
const ASKED_AT_ONCE = 500

async function titlesOf(
  { db }: PayloadRequest['payload'],
  lines: readonly { readonly type: string; readonly id: string }[],
): Promise<ReadonlyMap<string, string>> {
  const byType = new Map<string, Set<string>>()
  for (const { type, id } of lines) {
    byType.set(type, (byType.get(type) ?? new Set()).add(id))
  }
  const titles = new Map<string, string>()
  for (const [type, ids] of byType) {
    const all = [...ids]
    for (let start = 0; start < all.length; start += ASKED_AT_ONCE) {
      const { docs } = await db.find<{ id: string; title?: string | null }>({
        collection: type as 'lessons',
        where: { id: { in: all.slice(start, start + ASKED_AT_ONCE) } },
        select: { title: true },
        pagination: false,
        limit: 0,
      })
      for (const { id, title } of docs) titles.set(`${type}/${id}`, title ?? '')
    }
  }
  return titles
}

const idOf = (req: PayloadRequest): string => String(req.routeParams?.['id'])

function allowed(req: PayloadRequest): void {
  if (!may(req.user, 'read', 'alliance-usage')) throw new Forbidden(req.t)
}

const download = (name: string, type: string): ResponseInit => ({
  headers: {
    'Content-Type': type,
    'Content-Disposition': `attachment; filename="${name}"`,
    'Cache-Control': 'no-store',
  },
})

async function usageCsv(req: PayloadRequest): Promise<Response> {
  allowed(req)
  const lines = await usageLines(req, idOf(req))
  return new Response(
    csvText([USAGE_HEAD, ...lines]),
    download('usage.csv', 'text/csv; charset=utf-8'),
  )
}

async function usageXlsx(req: PayloadRequest): Promise<Response> {
  allowed(req)
  const lines = await usageLines(req, idOf(req))
  const cells = (line: readonly (string | number)[], isHead: boolean) =>
    line.map((value) => ({ value, ...(isHead ? { fontWeight: 'bold' as const } : {}) }))
  const file = await writeXlsxFile(
    [cells(USAGE_HEAD, true), ...lines.map((line) => cells(line, false))],
    { sheet: '取用 Usage', stickyRowsCount: 1 },
  ).toBuffer()
  return new Response(
    new Uint8Array(file),
    download('usage.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'),
  )
}

function calls(req: PayloadRequest, fetchesOf: FetchesOf): Response {
  allowed(req)
  const id = idOf(req)
  const encoder = new TextEncoder()
  async function* lines(): AsyncGenerator<Uint8Array> {
    yield encoder.encode(csvText([CALLS_HEAD]))
    for await (const one of fetchesOf(id)) {
      yield encoder.encode(
        csvRow([
          ...[one.at, one.key, one.method, one.path, one.status, one.bytes],
          (one.documents ?? []).join(' '),
          one.userAgent,
        ]),
      )
    }
  }
  return new Response(
    Readable.toWeb(Readable.from(lines())) as ReadableStream<Uint8Array>,
    download('calls.csv', 'text/csv; charset=utf-8'),
  )
}
