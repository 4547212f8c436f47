/** Mailings and subscribers in the admin: every role × right by the real endpoints, and what they answer. */
import { createLocalReq, type Payload, type TypedUser } from 'payload'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { mailingEndpoints } from '@/admin/mailing/endpoints'
import { ROLES, type Role } from '@/collections/access'

import { startPayload, type TestHub } from '../helpers/hub'
import { order, START, startMailing, statesOf, type TestMailing } from '../helpers/mailing'

/** Written by hand from the brief, not made from src/collections/access. */
const RIGHTS = {
  'GET /mailings': ROLES,
  'GET /mailings/1': ROLES,
  'POST /mailings/1/pause': ['administrator', 'operator'],
  'POST /mailings/1/resume': ['administrator', 'operator'],
  'POST /mailings/1/stop': ['administrator', 'operator'],
  'POST /mailings/1/repeat-unknown': ['administrator', 'operator'],
  'GET /subscribers': ['administrator', 'operator'],
  'POST /subscribers': ['administrator', 'operator'],
  'POST /subscribers/find': ['administrator', 'operator'],
  'POST /subscribers/1/suppress': ['administrator', 'operator'],
  'GET /subscribers/1/export': ['administrator'],
  'POST /subscribers/1/erase': ['administrator'],
} as const satisfies Record<string, readonly Role[]>

let hub: TestHub
let payload: Payload
let mailing: TestMailing
beforeAll(async () => {
  hub = await startPayload()
  payload = hub.payload
})
afterAll(async () => {
  await hub[Symbol.asyncDispose]()
})

const userWith = (role: Role | undefined): TypedUser | undefined =>
  role &&
  ({
    id: role,
    collection: 'users',
    email: `${role}@example.org`,
    roles: [role],
  } as unknown as TypedUser)

/** Answers status and body, as the server would. */
async function call(role: Role | undefined, asked: string, body: object = {}) {
  const [method = '', address = ''] = asked.split(' ')
  const [path = '', search = ''] = address.split('?')
  const { engine } = mailing
  const { createRateMeter } = await import('@/mailing/rate-meter')
  const desk = { ...engine, rates: createRateMeter(), close: () => Promise.resolve() }
  const wanted = path.replace(/\/\d+/, '/:id')
  const endpoint = mailingEndpoints(() => Promise.resolve(desk)).find(
    (each) => each.path === wanted && each.method.toUpperCase() === method,
  )
  const user = userWith(role)
  const req = await createLocalReq({ ...(user ? { user } : {}) }, payload)
  req.routeParams = { id: /\/(\d+)/.exec(path)?.[1] ?? '' }
  Object.assign(req, { searchParams: new URLSearchParams(search) })
  req.json = () => Promise.resolve(body)
  try {
    const response = await endpoint?.handler(req)
    return { status: response?.status, body: (await response?.json()) as unknown }
  } catch (error) {
    return { status: (error as { status?: number }).status, body: String(error) }
  }
}

async function withMailing(work: () => Promise<void>): Promise<void> {
  await using started = await startMailing()
  mailing = started
  await started.add(['reader@example.com', 'other@b.example.org'])
  await started.engine.start(order())
  await work()
}

describe('rights', () => {
  it.each(Object.entries(RIGHTS))(
    '%s: %j and nobody else',
    async (asked, allowed: readonly Role[]) => {
      await withMailing(async () => {
        for (const role of [...ROLES, undefined]) {
          const { status } = await call(role, asked)
          const isAllowed = role !== undefined && allowed.includes(role)
          // Allowed ones may still meet the wrong state or an empty body.
          expect([role, status === 403]).toEqual([role, !isAllowed])
        }
      })
    },
  )
})

it('pauses, resumes, repeats what nobody knows, and stops; never from a state that forbids it', async () => {
  await withMailing(async () => {
    const { engine } = mailing
    const steer = async (name: string) =>
      (await call('operator', `POST /mailings/1/${name}`)).status
    expect(await steer('pause')).toBe(200)
    expect(await steer('pause')).toBe(409)
    await engine.drain(new AbortController().signal)
    expect(await statesOf(engine, 1)).toEqual({ queued: 2 })
    expect(await steer('repeat-unknown')).toBe(409)
    expect(await steer('resume')).toBe(200)
    await engine.store.claim(1, 'b.example.org', 'of a dead sender', START + 1, 10, START)
    mailing.pass(2)
    await engine.drain(new AbortController().signal)
    expect(await statesOf(engine, 1)).toEqual({ sent: 1, unknown: 1 })
    expect((await call('author', 'GET /mailings/1')).body).toMatchObject({
      mailing: { state: 'finished' },
      counts: { sent: 1, unknown: 1 },
      done: 2,
      causes: [{ state: 'unknown', code: 'WORKER_LOST', count: 1 }],
      domains: [
        { domain: 'example.com', counts: { sent: 1, unknown: 0 } },
        { domain: 'b.example.org', counts: { sent: 0, unknown: 1 } },
      ],
      departures: { unsubscribed: 0, complained: 0 },
    })
    expect((await call('operator', 'POST /mailings/1/repeat-unknown')).status).toBe(200)
    await engine.drain(new AbortController().signal)
    expect(await statesOf(engine, 1)).toEqual({ sent: 2 })
    expect(await steer('stop')).toBe(409)
    expect((await call('operator', 'POST /mailings/99/stop')).status).toBe(404)
  })
})

it('lists subscribers without their addresses, and finds one by the whole address', async () => {
  await withMailing(async () => {
    const { body } = await call('operator', 'GET /subscribers')
    expect(JSON.stringify(body)).not.toContain('reader')
    expect(JSON.stringify(body)).not.toContain('sealed')
    expect(body).toMatchObject({ docs: [{ id: 2, domain: 'b.example.org' }, { id: 1 }] })
    const found = async (query: string) =>
      (
        (await call('operator', `GET /subscribers?${query}`)).body as { docs: { id: number }[] }
      ).docs.map(({ id }) => id)
    const find = (address: string) => call('operator', 'POST /subscribers/find', { address })
    expect((await find('Reader@Example.com')).body).toEqual({ id: 1 })
    expect((await find('reader')).status).toBe(404)
    expect(await found('id=1')).toEqual([1])
    expect(await found('id=99')).toEqual([])
    expect(await found('form=sms')).toEqual([])
    expect(await found('newspaper=morning&state=active')).toEqual([2, 1])
    expect(await found('before=2')).toEqual([1])
  })
})

it('adds by an import’s rules, suppresses for good, hands out and erases', async () => {
  await withMailing(async () => {
    const { engine } = mailing
    const row = {
      channel: 'email',
      address: 'new@example.com',
      newspapers: 'morning',
      consentedAt: '2015-01-01T00:00:00Z',
    }
    expect((await call('operator', 'POST /subscribers', row)).body).toMatchObject({
      outcome: 'created',
    })
    const bad = await call('operator', 'POST /subscribers', {
      ...row,
      address: 'x',
      consentedAt: '',
    })
    expect(bad.status).toBe(400)
    expect(bad.body).toContain('consentedAt')
    expect((await call('administrator', 'GET /subscribers/1/export')).body).toMatchObject({
      address: 'reader@example.com',
    })
    await call('operator', 'POST /subscribers/3/suppress')
    expect((await call('operator', 'POST /subscribers', row)).body).toMatchObject({
      outcome: 'suppressed',
    })
    await call('administrator', 'POST /subscribers/1/erase')
    expect(await engine.store.get(1)).toBeUndefined()
    expect((await call('administrator', 'GET /subscribers/1/export')).status).toBe(404)
  })
})
