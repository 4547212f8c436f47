/** `/alliance/v1/` over HTTP, on a real store: every answer is checked against the served OpenAPI description. */
import { createHash } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'

import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020'
import addFormats from 'ajv-formats'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { Item, SiteGrant } from '@/core'
import type { PartnerLog } from '@/partner-log'
import { API_PROBLEMS, openApiDocument } from '@/plugins/alliance'
import { writeGrants } from '@/plugins/alliance/grants'
import { writeToken } from '@/plugins/alliance/api/tokens'
import { allianceRoute } from '@/server/alliance-routes'

import { itemOf, site } from '../../helpers/items'
import { MemoryShelf } from '../../helpers/ports'
import { grantOf, openTestStore, revisionOf, type TestStore } from '../../helpers/syndication'
import { newPlane, stopPlanes, type TestPlane } from '../delivery/new-plane'
import type { Client, Reply } from '../delivery/http-client'

interface Description {
  readonly paths: Record<
    string,
    { get: { responses: Record<string, { content?: Record<string, { schema: object }> }> } }
  >
  readonly components: { readonly schemas: Record<string, object> }
}

const SKILLS = { slug: 'skills', label: '业务知识和职业技能' }
const THEORY = { slug: 'theory', label: '理论' }
const RURAL = { slug: 'rural', label: '农村党员' }

let store: TestStore
let client: Client
let plane: TestPlane
let now = new Date('2014-07-03T00:00:00.000Z')
const shelf = new MemoryShelf()
const noted: Parameters<PartnerLog['note']>[0][] = []
const refused: string[] = []
const description = JSON.parse(JSON.stringify(openApiDocument())) as Description
const ajv = new Ajv2020({ strict: false, allErrors: true })
addFormats(ajv)
ajv.addSchema({ $id: 'api', ...description })

/** The schema of an address's answer, as the description has it. */
function schemaOf(path: string, status: number, mediaType: string): ValidateFunction {
  const pointer = `#/paths/${path.replaceAll('~', '~0').replaceAll('/', '~1')}/get/responses/${String(status)}/content/${mediaType.replaceAll('/', '~1')}/schema`
  return ajv.compile({ $ref: `api${encodeURI(pointer)}` })
}

const ADDRESSES: readonly [RegExp, string][] = [
  [/^\/$/, '/'],
  [/^\/changes$/, '/changes'],
  [/^\/[a-z]+$/, '/{type}'],
  [/^\/[a-z]+\/[^/]+$/, '/{type}/{id}'],
]

async function ask(
  path: string,
  key = 'qm_all',
  headers: Record<string, string> = {},
): Promise<Reply> {
  now = new Date(now.getTime() + 2000)
  const authorization: Record<string, string> = key === '' ? {} : { Authorization: `Bearer ${key}` }
  const reply = await client.get(`/alliance/v1${path}`, { ...authorization, ...headers })
  if (reply.status === 304) return reply
  const [mediaType = ''] = (reply.headers['content-type'] ?? '').split(';')
  const [bare = ''] = path.split('?')
  const described = ADDRESSES.find(([pattern]) => pattern.test(bare))?.[1] ?? '/{type}'
  const validate = schemaOf(described, reply.status, mediaType)
  expect(validate(JSON.parse(reply.text)), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true)
  return reply
}

interface Page {
  items: { documentId: string; title?: string }[]
  hasMore: boolean
  next?: string
}
interface Changes {
  changes: { action: string; documentId: string; reason?: string; document?: { html?: string } }[]
  hasMore: boolean
  next: string
}
const json = <Value>({ text, status }: Reply): Value => {
  expect(status, text).toBe(200)
  return JSON.parse(text) as Value
}
const ids = (page: Page): string[] => page.items.map(({ documentId }) => documentId)

async function grant(...sites: SiteGrant[]): Promise<void> {
  await writeGrants(shelf, { tokenSecret: 'a secret of the installation', sites })
  now = new Date(now.getTime() + 5000)
}

const entitled = (
  entitlement: Partial<SiteGrant['entitlement']>,
): Pick<SiteGrant, 'entitlement'> => ({
  entitlement: { types: ['lessons'], themes: [], audiences: [], languages: [], ...entitlement },
})

const film = (): Item => {
  const item = itemOf('videos', 'film')
  if (item.details.type !== 'videos') throw new TypeError('A video is meant')
  return {
    ...item,
    details: { ...item.details, rights: { until: '2014-08-01T00:00:00.000Z' } },
  }
}

beforeAll(async () => {
  store = await openTestStore()
  await store.writer.record(
    [
      revisionOf(
        itemOf('lessons', 'l1', {
          themes: [SKILLS],
          audiences: [RURAL],
          html: '<p><img src="/media/a.png" srcset="/media/a.png 1x, /media/b.png 2x"><a href="/lessons/l2">见</a></p>',
          attachments: [{ url: '/media/a.pdf', mediaType: 'application/pdf', bytes: 12 }],
        }),
      ),
      revisionOf(itemOf('lessons', 'l2', { themes: [THEORY], language: 'bo' })),
      revisionOf(itemOf('articles', 'a1', { themes: [SKILLS] })),
      revisionOf(film()),
      revisionOf(itemOf('lessons', 'l3', { themes: [SKILLS] })),
      revisionOf(itemOf('courses', 'c1')),
      revisionOf(itemOf('explainers', 'e1')),
    ],
    now,
  )
  await grant(grantOf('all'))
  plane = await newPlane({
    site,
    apis: [
      allianceRoute({
        store: { shelf: () => shelf },
        reader: store.reader,
        site: () => Promise.resolve(site),
        log: {
          note(fetch) {
            noted.push(fetch)
          },
          close: () => Promise.resolve(),
        },
        now: () => now,
        onRefused(path) {
          refused.push(path)
        },
      }),
    ],
  })
  client = plane.client
})

afterAll(async () => {
  await stopPlanes()
  for (const made of [plane.directory, plane.uploads]) await rm(made, { recursive: true })
  await store[Symbol.asyncDispose]()
})

describe('the description', () => {
  it('is served without a key, and is the one in docs', async () => {
    const reply = await client.get('/alliance/v1/openapi.json')
    expect(reply.status).toBe(200)
    expect(JSON.parse(reply.text)).toEqual(description)
    expect(JSON.parse(await readFile('docs/alliance-api.json', 'utf8'))).toEqual(description)
  })
})

describe('a site', () => {
  it('learns what it may take', async () => {
    await grant(grantOf('all', { until: '2020-01-01T00:00:00.000Z' }))
    expect(json(await ask('/'))).toMatchObject({
      site: { id: 'all' },
      agreement: { until: '2020-01-01T00:00:00.000Z' },
      links: { changes: 'https://hub.example.org/alliance/v1/changes' },
    })
  })

  it('lists documents by type in pages, each once', async () => {
    const first = json<Page>(await ask('/lessons?limit=2'))
    expect(ids(first)).toEqual(['l1', 'l2'])
    const second = json<Page>(await ask(`/lessons?limit=2&cursor=${first.next ?? ''}`))
    expect(ids(second)).toEqual(['l3'])
    expect(second).toMatchObject({ hasMore: false })
    expect(ids(json<Page>(await ask('/lessons?theme=skills')))).toEqual(['l1', 'l3'])
    expect(ids(json<Page>(await ask('/lessons?language=bo')))).toEqual(['l2'])
    expect(ids(json<Page>(await ask('/lessons?audience=rural')))).toEqual(['l1'])
    for (const type of ['articles', 'videos', 'courses', 'explainers']) {
      expect(ids(json<Page>(await ask(`/${type}`)))).toHaveLength(1)
    }
  })

  it('gets one document, complete and with whole addresses', async () => {
    const document = json<Record<string, unknown>>(await ask('/lessons/l1'))
    expect(document['html']).toBe(
      '<p><img src="https://hub.example.org/media/a.png" srcset="https://hub.example.org/media/a.png 1x, https://hub.example.org/media/b.png 2x"><a href="https://hub.example.org/lessons/l2">见</a></p>',
    )
    expect(document).toMatchObject({
      id: 'tag:example.org,2014:lessons/l1',
      revision: 1,
      attribution: { canonical: 'https://hub.example.org/lessons/l1' },
      attachments: [{ url: 'https://hub.example.org/media/a.pdf' }],
      lrmi: { '@type': 'LearningResource', teaches: ['了解学时'] },
    })
    expect(String((document['attribution'] as { text: string }).text)).toContain('样例编辑部')
  })

  it('gets the fields it asks for', async () => {
    const document = json<object>(await ask('/lessons/l1?fields=title,summary'))
    expect(Object.keys(document)).toEqual([
      ...['id', 'type', 'documentId', 'revision', 'hash'],
      ...['title', 'summary'],
    ])
  })

  it('is answered 304 as long as nothing changed, under a strong ETag', async () => {
    for (const path of ['/lessons/l1', '/lessons', '/changes', '/']) {
      const { headers } = await ask(path)
      expect(headers.etag).toMatch(/^"[^"]+"$/)
      expect(headers['cache-control']).toBe('private, no-cache')
      expect((await ask(path, 'qm_all', { 'If-None-Match': headers.etag ?? '' })).status).toBe(304)
    }
    const plain = await ask('/lessons/l1')
    const zipped = await client.get('/alliance/v1/lessons/l1', {
      Authorization: 'Bearer qm_all',
      'Accept-Encoding': 'gzip',
    })
    expect(zipped.headers['content-encoding']).toBe('gzip')
    expect(zipped.headers.etag).not.toBe(plain.headers.etag)
  })
})

describe('changes', () => {
  it('bring everything first, then only what changed, and name what is gone', async () => {
    const all = json<Changes>(await ask('/changes?limit=4'))
    expect(all.hasMore).toBe(true)
    const rest = json<Changes>(await ask(`/changes?since=${all.next}`))
    expect(all.changes.length + rest.changes.length).toBe(7)
    const idle = json<Changes>(await ask(`/changes?since=${rest.next}`))
    expect(idle).toEqual({ changes: [], hasMore: false, next: rest.next })

    const lesson = itemOf('lessons', 'temporary')
    await store.writer.record([revisionOf(lesson)], now)
    const added = json<Changes>(await ask(`/changes?since=${rest.next}&include=content`))
    expect(added.changes).toMatchObject([
      { action: 'put', documentId: 'temporary', document: { html: '<p>正文 temporary</p>' } },
    ])
    await store.writer.record(
      [revisionOf(lesson, { number: 2, action: 'withdraw', reason: '内容有误' })],
      now,
    )
    const removed = json<Changes>(await ask(`/changes?since=${added.next}`))
    expect(removed.changes).toMatchObject([
      { action: 'delete', documentId: 'temporary', reason: '内容有误' },
    ])
    const gone = await ask('/lessons/temporary')
    expect(gone.status).toBe(410)
    expect(gone.text).toContain('内容有误')
  })

  it('say that a document left the entitlement', async () => {
    await grant(grantOf('all'), grantOf('skills', entitled({ themes: ['skills'] })))
    const before = json<Changes>(await ask('/changes', 'qm_skills'))
    const moved = itemOf('lessons', 'l3', { themes: [THEORY] })
    await store.writer.record([revisionOf(moved, { number: 2, action: 'correct' })], now)
    const after = json<Changes>(await ask(`/changes?since=${before.next}`, 'qm_skills'))
    expect(after.changes).toMatchObject([{ action: 'delete', documentId: 'l3' }])
    expect((await ask('/lessons/l3', 'qm_skills')).status).toBe(410)
  })

  it('begin anew when the entitlement changes, or the store', async () => {
    await grant(grantOf('x', entitled({})))
    const { next } = json<Changes>(await ask('/changes', 'qm_x'))
    await grant(grantOf('x', entitled({ themes: ['skills'] })))
    const reply = await ask(`/changes?since=${next}`, 'qm_x')
    expect(reply.status).toBe(410)
    expect(JSON.parse(reply.text)).toMatchObject({ code: 'resync' })
    const other = writeToken(
      'a secret of the installation',
      { id: 'x' },
      {
        ...{ epoch: 'another', seq: 1, purpose: 'changes' },
        scope: createHash('sha256').update('').digest('hex').slice(0, 8),
      },
    )
    expect((await ask(`/changes?since=${other}`, 'qm_x')).status).toBe(410)
  })
})

describe('entitlements', () => {
  it.each([
    ['types', entitled({ types: ['articles'] }), '/lessons/l1', 404],
    ['types of a list', entitled({ types: ['articles'] }), '/lessons', 404],
    ['themes', entitled({ themes: ['theory'] }), '/lessons/l1', 404],
    ['audiences', entitled({ audiences: ['rural'] }), '/lessons/l2', 404],
    ['languages', entitled({ languages: ['zh'] }), '/lessons/l2', 404],
    ['a language’s regions', entitled({ languages: ['zh'] }), '/lessons/l1', 200],
    [
      'themes and audiences together',
      entitled({ themes: ['skills'], audiences: ['rural'] }),
      '/lessons/l1',
      200,
    ],
    ['no type at all', entitled({ types: [] }), '/lessons', 404],
  ])('hold for %s', async (_name, changes, path, status) => {
    await grant(grantOf('site', changes))
    expect((await ask(path, 'qm_site')).status).toBe(status)
  })

  it('end on time: agreement, rights, suspension', async () => {
    await grant(grantOf('all'))
    expect((await ask('/videos/film')).status).toBe(200)
    now = new Date('2014-08-01T00:00:00.000Z')
    expect((await ask('/videos/film')).status).toBe(410)
    expect(ids(json<Page>(await ask('/videos')))).toEqual([])
    for (const [changes, code] of [
      [{ until: '2014-07-31T00:00:00.000Z' }, 'agreement-ended'],
      [{ from: '2015-01-01T00:00:00.000Z' }, 'agreement-not-begun'],
      [{ isSuspended: true }, 'suspended'],
    ] as const) {
      await grant(grantOf('all', changes))
      const reply = await ask('/lessons')
      expect(reply.status).toBe(403)
      expect(JSON.parse(reply.text)).toMatchObject({ code })
    }
  })
})

describe('keys', () => {
  it('that are missing, wrong or revoked open nothing, and are noted', async () => {
    const revoked = grantOf('all')
    await grant({ ...revoked, keys: revoked.keys.map((key) => ({ ...key, isRevoked: true })) })
    refused.length = 0
    noted.length = 0
    for (const key of ['', 'qm_nobody', 'qm_all']) {
      const reply = await ask('/lessons', key)
      expect(reply.status).toBe(401)
      expect(reply.headers['www-authenticate']).toContain('Bearer')
    }
    // Nobody's keys go to the operators' log, a revoked one to its site's.
    expect(refused).toEqual(['/lessons', '/lessons'])
    expect(noted).toMatchObject([{ partner: 'all', key: 'k-all', status: 401 }])
  })

  it('open only what they are for', async () => {
    const only = grantOf('all')
    await grant({ ...only, keys: only.keys.map((key) => ({ ...key, scopes: [] })) })
    expect(JSON.parse((await ask('/lessons')).text)).toMatchObject({ code: 'scope-missing' })
  })

  it('may be used so often a minute, each counted alone', async () => {
    await grant(grantOf('all', { perMinute: 2 }), grantOf('other'))
    now = new Date(now.getTime() + 61_000)
    const statuses: number[] = []
    for (let call = 0; call < 3; call += 1) statuses.push((await ask('/')).status)
    expect(statuses).toEqual([200, 200, 429])
    const late = await ask('/')
    expect(Number(late.headers['retry-after'])).toBeGreaterThan(0)
    expect((await ask('/', 'qm_other')).status).toBe(200)
    now = new Date(now.getTime() + 61_000)
    expect((await ask('/')).status).toBe(200)
  })

  it('stop at the day’s quota until the day ends', async () => {
    const today = now.toISOString().slice(0, 10)
    await grant(grantOf('all', { usedUp: today }))
    const reply = await ask('/changes')
    expect(JSON.parse(reply.text)).toMatchObject({ code: 'quota-used-up', status: 429 })
    expect((await ask('/')).status).toBe(200)
    now = new Date(now.getTime() + 24 * 60 * 60_000)
    expect((await ask('/changes')).status).toBe(200)
  })
})

describe('what is wrong', () => {
  beforeAll(() => grant(grantOf('all'), grantOf('other')))

  it.each([
    ['/lessons?limit=0', 'limit'],
    ['/lessons?limit=201', 'limit'],
    ['/lessons?limit=1&limit=2', 'limit'],
    ['/changes?limit=1001', 'limit'],
    ['/changes?include=everything', 'include'],
    ['/lessons?fields=secrets', 'fields'],
    ['/lessons?fields=', 'fields'],
    ['/lessons?theme=../x', 'theme'],
    ['/lessons?nonsense=1', 'nonsense'],
    ['/?x=1', 'x'],
  ])('%s is refused by name', async (path, name) => {
    const reply = await ask(path)
    expect(reply.status).toBe(400)
    expect(JSON.parse(reply.text)).toMatchObject({ code: 'bad-parameter' })
    expect((JSON.parse(reply.text) as { titleEn: string }).titleEn).toContain(`parameter ${name} `)
  })

  it('refuses tokens that were altered, made up, another site’s, or another list’s', async () => {
    const { next } = json<Changes>(await ask('/changes?limit=1'))
    const { next: cursor = '' } = json<Page>(await ask('/lessons?limit=1'))
    const altered = next.replace(/^./, (first) => (first === 'W' ? 'V' : 'W'))
    for (const token of [altered, 'x', 'x.y', next.slice(0, -1), `${next}.z`, cursor, '%00']) {
      expect((await ask(`/changes?since=${token}`)).status, token).toBe(400)
    }
    expect((await ask(`/changes?since=${next}`, 'qm_other')).status).toBe(400)
    expect((await ask(`/articles?cursor=${cursor}`)).status).toBe(400)
    expect((await ask(`/lessons?cursor=${cursor}&theme=skills`)).status).toBe(400)
  })

  it('answers 404 to what is not there, and 405 to other methods', async () => {
    for (const path of ['/lessons/none', '/secrets', '/lessons/l1/more', '/lessons/..%2fl1']) {
      expect((await ask(path)).status, path).toBe(404)
    }
    const posted = await client.send('POST', '/alliance/v1/lessons', {
      Authorization: 'Bearer qm_all',
    })
    expect(posted.status).toBe(405)
    expect(posted.headers.allow).toBe('GET, HEAD')
  })

  it('has a status and words in both languages for each refusal', () => {
    for (const { status, zh, en } of Object.values(API_PROBLEMS)) {
      expect(status).toBeGreaterThanOrEqual(400)
      expect(zh).toMatch(/\p{Script=Han}/u)
      expect(en).toMatch(/^[A-Z]/)
    }
  })
})

describe('the log', () => {
  it('has each call with what was handed over, and what a token acknowledged', async () => {
    await grant(grantOf('all'))
    noted.length = 0
    await ask('/lessons/l1')
    const { next } = json<Changes>(await ask('/changes?limit=1&include=content'))
    await ask(`/changes?since=${next}`)
    expect(noted).toMatchObject([
      { path: '/lessons/l1', documents: ['lessons/l1#1'], status: 200 },
      { path: '/changes', documents: ['lessons/l1#1'] },
      { path: '/changes', acknowledged: expect.stringMatching(/^[0-9a-f]+\.1$/) as string },
    ])
    expect(JSON.stringify(noted)).not.toContain('qm_')
  })
})
