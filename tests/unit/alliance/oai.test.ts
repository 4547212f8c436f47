/** OAI-PMH 2.0 over HTTP, on a real store: verbs, errors, and harvests that end with everything while publishing goes on. */
import { rm } from 'node:fs/promises'

import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { Item } from '@/core'
import { OAI_ERRORS } from '@/plugins/alliance'
import { METADATA_FORMATS } from '@/plugins/alliance/oai/formats'
import { OAI_LIMITS } from '@/plugins/alliance/oai/answer'
import { oaiRoute } from '@/server/oai-route'

import { itemOf, site } from '../../helpers/items'
import { openTestStore, revisionOf, type TestStore } from '../../helpers/syndication'
import { newPlane, stopPlanes, type TestPlane } from '../delivery/new-plane'

const SKILLS = { slug: 'skills', label: '技能 & <能力>' }
const RURAL = { slug: 'rural', label: '农村党员' }

let store: TestStore
let plane: TestPlane
let now = new Date('2014-07-02T00:00:00.000Z')

const LISTS = [
  'record',
  'header',
  'set',
  'metadataFormat',
  'setSpec',
  'dc:subject',
  'dc:identifier',
]
const parser = new XMLParser({
  ignoreAttributes: false,
  isArray: (name) => LISTS.includes(name),
  parseTagValue: false,
})

interface Header {
  readonly identifier: string
  readonly datestamp: string
  readonly setSpec?: readonly string[]
  readonly '@_status'?: string
}
interface Part {
  readonly record?: readonly {
    readonly header: readonly Header[]
    readonly metadata?: Record<string, unknown>
  }[]
  readonly header?: readonly Header[]
  readonly set?: readonly { readonly setSpec: readonly string[] }[]
  readonly metadataFormat?: readonly { readonly metadataPrefix: string }[]
  readonly resumptionToken?: string | { readonly '#text'?: string; readonly '@_cursor': string }
}
interface Answer {
  readonly error?: { readonly '@_code': string }
  readonly request: string | Record<string, string>
  readonly Identify?: Record<string, string>
  readonly [verb: string]: unknown
}

async function ask(query: string): Promise<Answer> {
  const reply = await plane.client.get(`/oai${query === '' ? '' : `?${query}`}`)
  expect(reply.status).toBe(200)
  expect(reply.headers['content-type']).toBe('text/xml; charset=utf-8')
  expect(XMLValidator.validate(reply.text)).toBe(true)
  const { 'OAI-PMH': answer } = parser.parse(reply.text) as { 'OAI-PMH': Answer }
  return answer
}

const codeOf = async (query: string): Promise<string | undefined> =>
  (await ask(query)).error?.['@_code']

/** Every header of a list, token by token. */
async function harvest(
  verb: 'ListRecords' | 'ListIdentifiers',
  query = 'metadataPrefix=oai_dc',
  between: () => Promise<void> = () => Promise.resolve(),
): Promise<Header[]> {
  const headers: Header[] = []
  let next = query
  for (;;) {
    const answer = await ask(`verb=${verb}&${next}`)
    expect(answer.error).toBeUndefined()
    const part = answer[verb] as Part
    headers.push(...(part.header ?? []), ...(part.record ?? []).flatMap(({ header }) => header))
    const token = part.resumptionToken
    const text = typeof token === 'string' ? token : token?.['#text']
    if (text === undefined || text === '') return headers
    next = `resumptionToken=${text}`
    await between()
  }
}

const record = (item: Item, options = {}): Promise<void> =>
  store.writer.record([revisionOf(item, options)], now)

const lesson = (id: string, changes: Partial<Item> = {}): Item =>
  itemOf('lessons', id, { themes: [SKILLS], ...changes })

beforeAll(async () => {
  store = await openTestStore()
  plane = await newPlane({
    site,
    apis: [oaiRoute({ reader: store.reader, site: () => Promise.resolve(site), now: () => now })],
  })
})

afterAll(async () => {
  await stopPlanes()
  for (const made of [plane.directory, plane.uploads]) await rm(made, { recursive: true })
  await store[Symbol.asyncDispose]()
})

describe('an empty repository', () => {
  it('says so', async () => {
    expect(await codeOf('verb=ListRecords&metadataPrefix=oai_dc')).toBe('noRecordsMatch')
    expect((await ask('verb=Identify')).Identify).toMatchObject({ protocolVersion: '2.0' })
    expect(
      await codeOf('verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:example.org:lessons/x'),
    ).toBe('idDoesNotExist')
  })
})

describe('a repository', () => {
  beforeAll(async () => {
    await record(lesson('a', { title: '标题 <甲> & "乙" \u0007', summary: ']]> & \uFFFF' }))
    now = new Date('2014-07-03T00:00:00.500Z')
    await record(itemOf('articles', 'b', { audiences: [RURAL] }))
    now = new Date('2014-07-04T00:00:00.000Z')
    await record(lesson('secret', { channels: ['alliance'] }))
    await record(itemOf('courses', 'gone'))
    await record(itemOf('courses', 'gone'), { number: 2, action: 'withdraw' })
    await record(itemOf('videos', 'film'))
  })

  it('identifies itself', async () => {
    const { Identify } = await ask('verb=Identify')
    expect(Identify).toMatchObject({
      baseURL: 'https://hub.example.org/oai',
      earliestDatestamp: '2014-07-02T00:00:00Z',
      deletedRecord: 'persistent',
      granularity: 'YYYY-MM-DDThh:mm:ssZ',
    })
  })

  it('names its formats, for all and for one', async () => {
    for (const query of ['', '&identifier=oai:example.org:lessons/a']) {
      const part = (await ask(`verb=ListMetadataFormats${query}`))['ListMetadataFormats'] as Part
      expect(part.metadataFormat?.map(({ metadataPrefix }) => metadataPrefix)).toEqual(
        Object.keys(METADATA_FORMATS),
      )
    }
    expect(await codeOf('verb=ListMetadataFormats&identifier=oai:example.org:lessons/none')).toBe(
      'idDoesNotExist',
    )
  })

  it('names its sets, none that only what is not public would be in', async () => {
    const part = (await ask('verb=ListSets'))['ListSets'] as Part
    const specs = part.set?.map(({ setSpec }) => setSpec[0])
    expect(specs).toContain('type:lessons')
    expect(specs).toContain('theme:skills')
    expect(specs).toContain('audience:rural')
    expect(new Set(specs).size).toBe(specs?.length)
  })

  it('gets one record in each format, well-formed whatever the title is', async () => {
    const answer = await ask(
      'verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:example.org:lessons/a',
    )
    const [found] = (answer['GetRecord'] as Part).record ?? []
    expect(found?.metadata?.['oai_dc:dc']).toMatchObject({
      'dc:title': '标题 <甲> & "乙"',
      'dc:subject': ['技能 & <能力>'],
      'dc:identifier': ['https://hub.example.org/lessons/a', 'tag:example.org,2014:lessons/a'],
    })
    const lom = await ask('verb=GetRecord&metadataPrefix=lom&identifier=oai:example.org:lessons/a')
    expect((lom['GetRecord'] as Part).record?.[0]?.metadata).toHaveProperty('lom')
    const gone = await ask(
      'verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:example.org:courses/gone',
    )
    const [tombstone] = (gone['GetRecord'] as Part).record ?? []
    expect(tombstone?.header[0]?.['@_status']).toBe('deleted')
    expect(tombstone?.metadata).toBeUndefined()
  })

  it('lists everything public, deleted records too, and never the rest', async () => {
    const headers = await harvest('ListIdentifiers')
    expect(headers.map(({ identifier }) => identifier)).toEqual([
      ...['oai:example.org:lessons/a', 'oai:example.org:articles/b'],
      ...['oai:example.org:courses/gone', 'oai:example.org:videos/film'],
    ])
    expect(headers[2]?.['@_status']).toBe('deleted')
    expect(
      await codeOf(
        'verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:example.org:lessons/secret',
      ),
    ).toBe('idDoesNotExist')
  })

  it.each([
    ['from=2014-07-03', 3],
    ['from=2014-07-03T00:00:01Z', 2],
    ['from=2014-07-03T00:00:00Z&until=2014-07-03T00:00:00Z', 1],
    ['until=2014-07-02', 1],
    ['from=2014-07-02&until=2014-07-04', 4],
    ['set=type:lessons', 1],
    ['set=type', 4],
    ['set=theme:skills', 1],
    ['set=audience', 1],
    ['set=type:courses&from=2014-07-04', 1],
  ])('lists by %s', async (query, count) => {
    expect(await harvest('ListRecords', `metadataPrefix=lom&${query}`)).toHaveLength(count)
  })

  it('tells those who harvest a set what left it', async () => {
    const moved = lesson('moved')
    await record(moved)
    await record({ ...moved, themes: [] }, { number: 2, action: 'correct' })
    const headers = await harvest('ListIdentifiers', 'metadataPrefix=oai_dc&set=theme:skills')
    expect(headers.at(-1)).toMatchObject({
      identifier: 'oai:example.org:lessons/moved',
      '@_status': 'deleted',
      setSpec: ['type:lessons', 'theme:skills'],
    })
  })

  it('takes a form as it takes a query, and no other body', async () => {
    const post = (type: string, body: string): Promise<Response> =>
      fetch(`http://127.0.0.1:${String(plane.client.port)}/oai`, {
        method: 'POST',
        headers: { 'Content-Type': type },
        body,
      })
    const form = 'application/x-www-form-urlencoded'
    const good = await post(form, 'verb=Identify')
    expect(await good.text()).toContain('<Identify>')
    expect((await post('application/json', '{}')).status).toBe(415)
    expect((await post(form, `verb=${'x'.repeat(20_000)}`)).status).toBe(413)
    expect((await plane.client.send('DELETE', '/oai')).status).toBe(405)
  })
})

describe('errors', () => {
  const TOKEN = Buffer.from('["another",1,"oai_dc",1,null,null,null]').toString('base64url')

  it.each([
    ['', 'badVerb'],
    ['verb=Nonsense', 'badVerb'],
    ['verb=identify', 'badVerb'],
    ['verb=Identify&verb=Identify', 'badVerb'],
    ['verb=toString', 'badVerb'],
    ['verb=Identify&x=1', 'badArgument'],
    ['verb=ListRecords', 'badArgument'],
    ['verb=GetRecord&metadataPrefix=oai_dc', 'badArgument'],
    ['verb=GetRecord&identifier=oai:example.org:lessons/a', 'badArgument'],
    ['verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=oai_dc', 'badArgument'],
    ['verb=ListRecords&metadataPrefix=oai_dc&from=2014', 'badArgument'],
    ['verb=ListRecords&metadataPrefix=oai_dc&from=2014-02-30', 'badArgument'],
    ['verb=ListRecords&metadataPrefix=oai_dc&from=2014-07-02T00:00:00%2B08:00', 'badArgument'],
    [
      'verb=ListRecords&metadataPrefix=oai_dc&from=2014-07-02&until=2014-07-03T00:00:00Z',
      'badArgument',
    ],
    ['verb=ListRecords&metadataPrefix=oai_dc&from=2014-07-03&until=2014-07-02', 'badArgument'],
    ['verb=ListRecords&metadataPrefix=oai_dc&resumptionToken=x', 'badArgument'],
    ['verb=ListRecords&resumptionToken=x', 'badResumptionToken'],
    ['verb=ListSets&resumptionToken=x', 'badResumptionToken'],
    [`verb=ListRecords&resumptionToken=${TOKEN}`, 'badResumptionToken'],
    ['verb=ListRecords&metadataPrefix=marc', 'cannotDisseminateFormat'],
    ['verb=ListRecords&metadataPrefix=constructor', 'cannotDisseminateFormat'],
    [
      'verb=GetRecord&metadataPrefix=marc&identifier=oai:example.org:lessons/a',
      'cannotDisseminateFormat',
    ],
    ['verb=GetRecord&metadataPrefix=oai_dc&identifier=lessons/a', 'idDoesNotExist'],
    ['verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:other.org:lessons/a', 'idDoesNotExist'],
    ['verb=ListRecords&metadataPrefix=oai_dc&from=2099-01-01', 'noRecordsMatch'],
    ['verb=ListRecords&metadataPrefix=oai_dc&set=type:books', 'noRecordsMatch'],
    ['verb=ListRecords&metadataPrefix=oai_dc&set=theme:none', 'noRecordsMatch'],
  ])('%s is %s', async (query, code) => {
    const answer = await ask(query)
    expect(answer.error?.['@_code']).toBe(code)
    expect(Object.keys(OAI_ERRORS)).toContain(code)
    // Arguments that could not be read are not repeated.
    if (code === 'badVerb' || code === 'badArgument') expect(typeof answer.request).toBe('string')
    else expect(answer.request).toHaveProperty('@_verb')
  })
})

describe('a harvest', () => {
  const COUNT = OAI_LIMITS.records * 3 + 7

  it('ends with each record once, in order, and says which part is the last', async () => {
    const items = Array.from({ length: COUNT }, (_, index) => lesson(`bulk-${String(index)}`))
    await store.writer.record(
      items.map((item) => revisionOf(item)),
      now,
    )
    const headers = await harvest('ListRecords')
    const ids = headers.map(({ identifier }) => identifier)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.filter((id) => id.includes('bulk-'))).toHaveLength(COUNT)
    const stamps = headers.map(({ datestamp }) => datestamp)
    expect(stamps).toEqual([...stamps].sort())
    expect(new Set(ids)).toEqual(
      new Set((await harvest('ListIdentifiers')).map(({ identifier }) => identifier)),
    )
  })

  it('misses nothing of what is published, corrected and withdrawn meanwhile', async () => {
    let step = 0
    const seen = new Map<string, Header>()
    const headers = await harvest('ListRecords', 'metadataPrefix=oai_dc', async () => {
      step += 1
      now = new Date(now.getTime() + 1000)
      await record(lesson(`new-${String(step)}`))
      await record(lesson(`bulk-${String(step)}`, { title: '更正' }), {
        number: 2,
        action: 'correct',
      })
      await record(lesson(`bulk-${String(COUNT - step)}`), { number: 2, action: 'withdraw' })
    })
    expect(step).toBeGreaterThan(2)
    for (const header of headers) seen.set(header.identifier, header)
    const after = await harvest('ListRecords')
    expect(seen.size).toBe(after.length)
    for (const header of after) {
      expect(seen.get(header.identifier)?.['@_status']).toBe(header['@_status'])
    }
  })

  it('is caught up with from its last day, the same record perhaps twice', async () => {
    const before = await harvest('ListIdentifiers')
    const last = now.toISOString().slice(0, 19)
    now = new Date(now.getTime() + 5000)
    await record(lesson('late'))
    const more = await harvest('ListIdentifiers', `metadataPrefix=oai_dc&from=${last}Z`)
    const all = new Set([...before, ...more].map(({ identifier }) => identifier))
    expect(all.size).toBe((await harvest('ListIdentifiers')).length)
  })
})
