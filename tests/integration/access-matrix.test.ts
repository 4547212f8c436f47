/**
 * Every role × collection × operation, tried for real. The table is written by hand from the brief and is not made from
 * src/collections/access: it says what the office wants, the code has to follow.
 */
import { createLocalReq, type CollectionSlug, type Payload, type TypedUser } from 'payload'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { startPayload, type TestHub } from '../helpers/hub'

/** `key`: an operator's API key. `none`: a user without a role. `other`: nobody logged in. */
const TABLE = `
                          administrator author reviewer-first reviewer-second reviewer-final proofreader operator organiser key none other
articles     create             ✓          ✓          ✓             ✓               ✓             ✓          ·         ·      ·   ·    ·
articles     read               ✓          ✓          ✓             ✓               ✓             ✓          ✓         ✓      ✓   ·    ·
articles     update             ✓          ✓          ✓             ✓               ✓             ✓          ·         ·      ·   ·    ·
articles     edit-live          ✓          ·          ·             ·               ✓             ·          ·         ·      ·   ·    ·
articles     publish            ✓          ·          ·             ·               ✓             ·          ·         ·      ·   ·    ·
articles     create-live        ✓          ·          ·             ·               ✓             ·          ·         ·      ·   ·    ·
articles     unpublish          ✓          ·          ·             ·               ✓             ·          ✓         ·      ✓   ·    ·
articles     restore-live       ✓          ·          ·             ·               ✓             ·          ·         ·      ·   ·    ·
articles     read-versions      ✓          ✓          ✓             ✓               ✓             ✓          ✓         ✓      ✓   ·    ·
articles     withdraw           ✓          ·          ·             ·               ✓             ·          ✓         ·      ✓   ·    ·
articles     correct            ✓          ·          ·             ·               ✓             ·          ·         ·      ·   ·    ·
articles     delete             ✓          ·          ·             ·               ·             ·          ·         ·      ·   ·    ·
media        create             ✓          ✓          ✓             ✓               ✓             ✓          ·         ·      ·   ·    ·
media        read               ✓          ✓          ✓             ✓               ✓             ✓          ✓         ✓      ✓   ·    ·
media        update             ✓          ✓          ✓             ✓               ✓             ✓          ·         ·      ·   ·    ·
media        delete             ✓          ·          ·             ·               ·             ·          ·         ·      ·   ·    ·
originals    create             ·          ·          ·             ·               ·             ·          ·         ·      ·   ·    ·
originals    read               ✓          ✓          ✓             ✓               ✓             ✓          ✓         ✓      ✓   ·    ·
originals    update             ·          ·          ·             ·               ·             ·          ·         ·      ·   ·    ·
originals    delete             ✓          ·          ·             ·               ·             ·          ·         ·      ·   ·    ·
themes       create             ✓          ·          ·             ·               ·             ·          ·         ·      ·   ·    ·
themes       read               ✓          ✓          ✓             ✓               ✓             ✓          ✓         ✓      ✓   ·    ·
themes       update             ✓          ·          ·             ·               ·             ·          ·         ·      ·   ·    ·
themes       delete             ✓          ·          ·             ·               ·             ·          ·         ·      ·   ·    ·
users        create             ✓          ·          ·             ·               ·             ·          ·         ·      ·   ·    ·
users        read               ✓          ✓          ✓             ✓               ✓             ✓          ✓         ✓      ✓   ·    ·
users        update             ✓          ·          ·             ·               ·             ·          ·         ·      ·   ·    ·
users        update-self        ✓          ✓          ✓             ✓               ✓             ✓          ✓         ✓      ✓   ·    ·
users        unlock             ✓          ·          ·             ·               ·             ·          ·         ·      ·   ·    ·
users        delete             ✓          ·          ·             ·               ·             ·          ·         ·      ·   ·    ·
redirects    create             ·          ·          ·             ·               ·             ·          ·         ·      ·   ·    ·
redirects    read               ✓          ✓          ✓             ✓               ✓             ✓          ✓         ✓      ✓   ·    ·
redirects    update             ·          ·          ·             ·               ·             ·          ·         ·      ·   ·    ·
redirects    delete             ·          ·          ·             ·               ·             ·          ·         ·      ·   ·    ·
payload-jobs create             ·          ·          ·             ·               ·             ·          ·         ·      ·   ·    ·
payload-jobs read               ✓          ✓          ✓             ✓               ✓             ✓          ✓         ✓      ✓   ·    ·
payload-jobs update             ·          ·          ·             ·               ·             ·          ·         ·      ·   ·    ·
payload-jobs delete             ·          ·          ·             ·               ·             ·          ·         ·      ·   ·    ·
video-files  create             ·          ·          ·             ·               ·             ·          ·         ·      ·   ·    ·
video-files  read               ✓          ✓          ✓             ✓               ✓             ✓          ✓         ✓      ✓   ·    ·
video-files  update             ·          ·          ·             ·               ·             ·          ·         ·      ·   ·    ·
video-files  delete             ·          ·          ·             ·               ·             ·          ·         ·      ·   ·    ·
columns      create             ✓          ·          ·             ·               ·             ·          ✓         ·      ✓   ·    ·
columns      read               ✓          ✓          ✓             ✓               ✓             ✓          ✓         ✓      ✓   ·    ·
columns      update             ✓          ·          ·             ·               ·             ·          ✓         ·      ✓   ·    ·
columns      delete             ✓          ·          ·             ·               ·             ·          ·         ·      ·   ·    ·
tv-partners  create            ✓          ·          ·             ·               ·             ·          ✓         ·      ✓   ·    ·
tv-partners  read              ✓          ·          ·             ·               ·             ·          ✓         ·      ✓   ·    ·
tv-partners  update            ✓          ·          ·             ·               ·             ·          ✓         ·      ✓   ·    ·
tv-partners  delete            ✓          ·          ·             ·               ·             ·          ·         ·      ·   ·    ·
webhook-endpoints create       ✓          ·          ·             ·               ·             ·          ✓         ·      ✓   ·    ·
webhook-endpoints read         ✓          ·          ·             ·               ·             ·          ✓         ·      ✓   ·    ·
webhook-endpoints update       ✓          ·          ·             ·               ·             ·          ✓         ·      ✓   ·    ·
webhook-endpoints delete       ✓          ·          ·             ·               ·             ·          ·         ·      ·   ·    ·
tv-partner-usage create         ·          ·          ·             ·               ·             ·          ·         ·      ·   ·    ·
tv-partner-usage read           ✓          ·          ·             ·               ·             ·          ✓         ·      ✓   ·    ·
tv-partner-usage update         ·          ·          ·             ·               ·             ·          ·         ·      ·   ·    ·
tv-partner-usage delete         ·          ·          ·             ·               ·             ·          ·         ·      ·   ·    ·
alliance-sites create            ✓          ·          ·             ·               ·             ·          ✓         ·      ✓   ·    ·
alliance-sites read              ✓          ·          ·             ·               ·             ·          ✓         ·      ✓   ·    ·
alliance-sites update            ✓          ·          ·             ·               ·             ·          ✓         ·      ✓   ·    ·
alliance-sites delete            ✓          ·          ·             ·               ·             ·          ·         ·      ·   ·    ·
alliance-usage   create         ·          ·          ·             ·               ·             ·          ·         ·      ·   ·    ·
alliance-usage   read           ✓          ·          ·             ·               ·             ·          ✓         ·      ✓   ·    ·
alliance-usage   update         ·          ·          ·             ·               ·             ·          ·         ·      ·   ·    ·
alliance-usage   delete         ·          ·          ·             ·               ·             ·          ·         ·      ·   ·    ·
newspapers   create             ✓          ·          ·             ·               ·             ·          ✓         ·      ✓   ·    ·
newspapers   read               ✓          ✓          ✓             ✓               ✓             ✓          ✓         ✓      ✓   ·    ·
newspapers   update             ✓          ·          ·             ·               ·             ·          ✓         ·      ✓   ·    ·
newspapers   delete             ✓          ·          ·             ·               ·             ·          ·         ·      ·   ·    ·
holidays     create             ✓          ·          ·             ·               ·             ·          ✓         ·      ✓   ·    ·
holidays     read               ✓          ✓          ✓             ✓               ✓             ✓          ✓         ✓      ✓   ·    ·
holidays     update             ✓          ·          ·             ·               ·             ·          ✓         ·      ✓   ·    ·
holidays     delete             ✓          ·          ·             ·               ·             ·          ·         ·      ·   ·    ·
channels     create             ✓          ·          ·             ·               ·             ·          ✓         ·      ✓   ·    ·
channels     read               ✓          ✓          ✓             ✓               ✓             ✓          ✓         ✓      ✓   ·    ·
channels     update             ✓          ·          ·             ·               ·             ·          ✓         ·      ✓   ·    ·
channels     delete             ✓          ·          ·             ·               ·             ·          ·         ·      ·   ·    ·
deliveries   create             ·          ·          ·             ·               ·             ·          ·         ·      ·   ·    ·
deliveries   read               ✓          ✓          ✓             ✓               ✓             ·          ✓         ✓      ✓   ·    ·
deliveries   update             ·          ·          ·             ·               ·             ·          ·         ·      ·   ·    ·
deliveries   delete             ·          ·          ·             ·               ·             ·          ·         ·      ·   ·    ·
deliveries   resend             ✓          ·          ·             ·               ·             ·          ✓         ·      ✓   ·    ·
deliveries   resolve            ✓          ·          ·             ·               ·             ·          ✓         ·      ✓   ·    ·
revisions    create             ·          ·          ·             ·               ·             ·          ·         ·      ·   ·    ·
revisions    read               ✓          ✓          ✓             ✓               ✓             ✓          ✓         ✓      ✓   ·    ·
revisions    update             ·          ·          ·             ·               ·             ·          ·         ·      ·   ·    ·
revisions    delete             ·          ·          ·             ·               ·             ·          ·         ·      ·   ·    ·
timetable    create             ·          ·          ·             ·               ·             ·          ·         ·      ·   ·    ·
timetable    read               ✓          ·          ·             ·               ·             ·          ✓         ·      ✓   ·    ·
timetable    update             ·          ·          ·             ·               ·             ·          ·         ·      ·   ·    ·
timetable    delete             ·          ·          ·             ·               ·             ·          ·         ·      ·   ·    ·
leases       create             ·          ·          ·             ·               ·             ·          ·         ·      ·   ·    ·
leases       read               ✓          ·          ·             ·               ·             ·          ✓         ·      ✓   ·    ·
leases       update             ·          ·          ·             ·               ·             ·          ·         ·      ·   ·    ·
leases       delete             ·          ·          ·             ·               ·             ·          ·         ·      ·   ·    ·
`

/** Collections whose rows of the table are another's. */
const SAME_RULES_AS: Readonly<Record<string, string>> = {
  videos: 'articles',
  explainers: 'articles',
  lessons: 'articles',
  courses: 'articles',
  editions: 'articles',
  audiences: 'themes',
  'alliance-months': 'alliance-usage',
}

const [head = '', ...lines] = TABLE.trim().split('\n')
const SUBJECTS = head.trim().split(/\s+/)
const ROWS = lines.flatMap((line) => {
  const [collection = '', operation = '', ...marks] = line.trim().split(/\s+/)
  const allowed = SUBJECTS.filter((_subject, index) => marks[index] === '✓')
  const alike = Object.keys(SAME_RULES_AS).filter((other) => SAME_RULES_AS[other] === collection)
  return [collection, ...alike].map((slug) => ({
    slug: slug as CollectionSlug,
    operation,
    allowed,
  }))
})

let hub: TestHub
let payload: Payload
const subjects = new Map<string, TypedUser | null>()

beforeAll(async () => {
  hub = await startPayload()
  payload = hub.payload
  for (const subject of SUBJECTS) subjects.set(subject, await makeSubject(subject))
})

afterAll(async () => {
  await hub[Symbol.asyncDispose]()
})

const PASSWORD = 'a long enough password'
const API_KEY = '5b1f7d5c-9a53-4d0e-8a93-3c2f0b7c6e21'

async function makeSubject(subject: string): Promise<TypedUser | null> {
  if (subject === 'other') return null
  const user = await payload.create({
    collection: 'users',
    data: {
      email: `${subject}@example.org`,
      name: subject,
      password: PASSWORD,
      roles: [subject === 'key' || subject === 'none' ? 'operator' : (subject as 'author')],
      ...(subject === 'key' ? { enableAPIKey: true, apiKey: API_KEY } : {}),
    },
  })
  if (subject === 'none') {
    // Roles are required, so a user without one can only come from outside; rights must not depend on the form.
    await payload.db.updateOne({ collection: 'users', id: user.id, data: { roles: [] } })
  }
  if (subject === 'key') {
    const headers = new Headers({ Authorization: `users API-Key ${API_KEY}` })
    return (await payload.auth({ headers })).user
  }
  return { ...user, roles: subject === 'none' ? [] : user.roles, collection: 'users' }
}

const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGD4DwABBAEAX+XDSwAAAABJRU5ErkJggg==',
  'base64',
)
const file = (name: string, data: Buffer, mimetype: string) => ({
  name,
  data,
  mimetype,
  size: data.length,
})

/** The smallest MP4: a box that says what it is, an empty index, no frames. */
const box = (type: string, content: Buffer = Buffer.alloc(0)): Buffer => {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(8 + content.length)
  head.write(type, 4, 'latin1')
  return Buffer.concat([head, content])
}
const VIDEO = Buffer.concat([
  box('ftyp', Buffer.from('isom\0\0\0\0isommp42', 'latin1')),
  box('moov'),
  box('mdat'),
])

const uploadVideo = () =>
  payload.create({ collection: 'media', data: {}, file: file('样例.mp4', VIDEO, 'video/mp4') })

/** Enough of a document that creating it succeeds. */
async function sampleOf(
  slug: CollectionSlug,
): Promise<{ data: object; file?: ReturnType<typeof file> }> {
  const content = { title: '样例', summary: '摘要', authorUnit: '课程组', language: 'zh-CN' }
  switch (slug) {
    case 'articles':
    case 'explainers':
    case 'lessons':
    case 'courses':
      return { data: content }
    case 'videos':
      return { data: { ...content, video: (await uploadVideo()).id } }
    case 'media':
      return { data: { alt: '一张图片' }, file: file('样例.png', PICTURE, 'image/png') }
    case 'originals':
      return { data: {}, file: file('样例.md', Buffer.from('# 样例'), 'text/markdown') }
    case 'columns':
      return { data: { title: '样例', slug: `sample-${crypto.randomUUID()}` } }
    case 'tv-partners':
      return { data: { name: '样例台', country: 'CN' } }
    case 'alliance-sites':
      return { data: { name: '样例网站' } }
    case 'webhook-endpoints':
      return { data: { name: '样例', url: 'https://example.org/hook' } }
    case 'newspapers':
      return { data: { title: '样例', slug: `sample-${crypto.randomUUID()}`, sender: '样例' } }
    case 'holidays':
      return { data: { name: '样例', from: '2014-10-01T00:00:00.000Z' } }
    case 'editions':
      return {
        data: {
          title: '样例',
          newspaper: (await fixture('newspapers', 'draft')).id,
          entries: [
            {
              headline: '样例',
              document: {
                relationTo: 'articles',
                value: (await fixture('articles', 'published')).id,
              },
            },
          ],
        },
      }
    case 'themes':
    case 'audiences':
      return { data: { label: '样例', slug: `sample-${crypto.randomUUID()}` } }
    case 'users':
      return {
        data: {
          name: '样例',
          email: `${crypto.randomUUID()}@example.org`,
          password: PASSWORD,
          roles: ['author'],
        },
      }
    default:
      return { data: {} }
  }
}

async function fixture(
  slug: CollectionSlug,
  status: 'draft' | 'published',
): Promise<{ id: string }> {
  const { data, file: upload } = await sampleOf(slug)
  const document = await payload.create({
    collection: slug,
    data: { ...data, ...(isContent(slug) ? { _status: status } : {}) } as never,
    ...(upload ? { file: upload } : {}),
  })
  return { id: String(document.id) }
}

/** Has drafts and is published. */
const isContent = (slug: string): boolean =>
  slug === 'articles' || SAME_RULES_AS[slug] === 'articles'

/** Only the hub writes these; no fixture is needed, since access is asked before the record is looked for. */
const isWrittenByTheHub = (slug: CollectionSlug): boolean =>
  [
    'redirects',
    'payload-jobs',
    'channels',
    'deliveries',
    'revisions',
    'timetable',
    'leases',
    'video-files',
    'tv-partner-usage',
    'alliance-usage',
    'alliance-months',
  ].includes(slug)

/** Fixtures nobody has touched: one serves every attempt that is refused. */
const untouched = new Map<string, Promise<string>>()

function target(slug: CollectionSlug, status: 'draft' | 'published'): Promise<string> {
  if (isWrittenByTheHub(slug)) return Promise.resolve('absent')
  const key = `${slug} ${status}`
  const made = untouched.get(key) ?? fixture(slug, status).then(({ id }) => id)
  untouched.set(key, made)
  return made
}

const CHANGE: Readonly<Record<string, object>> = {
  media: { alt: '改过的说明' },
  themes: { label: '改过的名称' },
  audiences: { label: '改过的名称' },
  columns: { title: '改过的名称' },
  'tv-partners': { name: '改过的名称' },
  'alliance-sites': { name: '改过的名称' },
  'webhook-endpoints': { name: '改过的名称' },
  newspapers: { title: '改过的名称' },
  holidays: { name: '改过的名称' },
  users: { name: '改过的姓名' },
}
const changeOf = (slug: CollectionSlug): never =>
  (isContent(slug) ? { title: '改过的标题' } : (CHANGE[slug] ?? {})) as never

type Attempt = (
  slug: CollectionSlug,
  as: { user: TypedUser | null; overrideAccess: false },
) => Promise<unknown>

const OPERATIONS: Readonly<Record<string, Attempt>> = {
  async create(slug, as) {
    const { data, file: upload } = await sampleOf(slug)
    const draft = isContent(slug) ? { draft: true } : {}
    return payload.create({
      collection: slug,
      data: data as never,
      ...draft,
      ...(upload ? { file: upload } : {}),
      ...as,
    })
  },
  'create-live': async (slug, as) => {
    const { data } = await sampleOf(slug)
    return payload.create({
      collection: slug,
      data: { ...data, _status: 'published' } as never,
      ...as,
    })
  },
  async read(slug, as) {
    if (isWrittenByTheHub(slug)) return payload.find({ collection: slug, ...as })
    return payload.findByID({ collection: slug, id: await target(slug, 'draft'), ...as })
  },
  async update(slug, as) {
    const id = await target(slug, 'draft')
    const draft = isContent(slug) ? { draft: true } : {}
    return payload.update({ collection: slug, id, data: changeOf(slug), ...draft, ...as })
  },
  'update-self': async (slug, as) =>
    payload.update({ collection: slug, id: as.user?.id ?? 'absent', data: changeOf(slug), ...as }),
  'edit-live': async (slug, as) =>
    payload.update({
      collection: slug,
      id: await target(slug, 'published'),
      data: changeOf(slug),
      ...as,
    }),
  publish: async (slug, as) =>
    payload.update({
      collection: slug,
      id: await target(slug, 'draft'),
      data: { _status: 'published' } as never,
      ...as,
    }),
  unpublish: async (slug, as) =>
    payload.update({
      collection: slug,
      id: await target(slug, 'published'),
      data: { _status: 'draft' } as never,
      ...as,
    }),
  'restore-live': async (slug, as) =>
    payload.restoreVersion({ collection: slug, id: await publishedVersion(slug), ...as }),
  'read-versions': async (slug, as) => payload.findVersions({ collection: slug, ...as }),
  async delete(slug, as) {
    return payload.delete({ collection: slug, id: await target(slug, 'draft'), ...as })
  },
  resend: async (slug, as) => callEndpoint(slug, 'resend', 'absent', {}, as.user),
  resolve: async (slug, as) =>
    callEndpoint(slug, 'resolve', 'absent', { outcome: 'failed', note: '查无此件' }, as.user),
  withdraw: async (slug, as) => {
    const id = await target(slug, 'published')
    return callEndpoint(slug, 'withdraw', id, { reason: '地址有变' }, as.user)
  },
  correct: async (slug, as) => {
    const id = await target(slug, 'published')
    return callEndpoint(slug, 'correct', id, { note: '地址有误' }, as.user)
  },
  async unlock(_slug, as) {
    const id = await target('users', 'draft')
    const { email } = await payload.findByID({ collection: 'users', id })
    return payload.unlock({
      collection: 'users',
      data: { email, password: PASSWORD },
      overrideAccess: false,
      req: { user: as.user },
    })
  },
}

async function publishedVersion(slug: CollectionSlug): Promise<string> {
  const id = await target(slug, 'published')
  const { docs } = await payload.findVersions({
    collection: slug,
    where: { parent: { equals: id } },
  })
  return String(docs[0]?.id)
}

/** POST /api/SLUG/ID/ACTION as the user; throws an error with the status of what is no success. */
async function callEndpoint(
  slug: CollectionSlug,
  action: string,
  id: string,
  input: object,
  user: TypedUser | null,
): Promise<void> {
  const { endpoints } = payload.collections[slug].config
  const endpoint = (endpoints || []).find(({ path }) => path === `/:id/${action}`)
  if (!endpoint) throw new Error(`${slug} has no address for ${action}`)
  const req = await createLocalReq(
    {
      ...(user ? { user } : {}),
      req: { routeParams: { id }, text: () => Promise.resolve(JSON.stringify(input)) },
    },
    payload,
  )
  const answer = await endpoint.handler(req)
  if (!answer.ok) throw Object.assign(new Error(await answer.text()), { status: answer.status })
}

const statusOf = (error: unknown): unknown =>
  error instanceof Error && 'status' in error ? error.status : undefined

/** Whether it was let through. Anything but a refusal is a fault, except on what the hub writes (see above). */
async function isAllowed(
  slug: CollectionSlug,
  operation: string,
  subject: string,
): Promise<boolean> {
  const attempt = OPERATIONS[operation]
  if (attempt === undefined) throw new Error(`The table names an unknown operation: ${operation}`)
  try {
    await attempt(slug, { user: subjects.get(subject) ?? null, overrideAccess: false })
    if (!operation.startsWith('read')) {
      for (const status of ['draft', 'published']) untouched.delete(`${slug} ${status}`)
    }
    return true
  } catch (error) {
    if (statusOf(error) === 403) return false
    if (isWrittenByTheHub(slug) && [400, 404].includes(Number(statusOf(error)))) return true
    throw error
  }
}

describe('access', () => {
  it('is laid down for every collection', () => {
    const governed = new Set(ROWS.map(({ slug }) => slug))
    // Payload's own bookkeeping, with Payload's own rules: locks and preferences belong to the user who made them.
    const own = [
      'payload-kv',
      'payload-locked-documents',
      'payload-migrations',
      'payload-preferences',
    ]
    const known = payload.config.collections
      .map(({ slug }) => slug)
      .filter((slug) => !own.includes(slug))
    expect([...governed].sort()).toEqual(known.sort())
  })

  it.each(ROWS)('$slug: $operation', async ({ slug, operation, allowed }) => {
    const passed: string[] = []
    for (const subject of SUBJECTS) {
      if (await isAllowed(slug, operation, subject)) passed.push(subject)
    }
    expect(passed).toEqual(allowed)
  })
})
