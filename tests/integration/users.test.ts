import type { Payload, TypedUser } from 'payload'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { ensureFirstAdministrator } from '@/collections/first-administrator'

import { startPayload, type TestHub } from '../helpers/hub'

const EMAIL = 'office@example.org'
const PASSWORD = 'correct horse battery'
const KEY = '0f4b1c1e-58f7-4c1d-9c0f-6a3d3f1f4a77'

let hub: TestHub
let payload: Payload

beforeAll(async () => {
  hub = await startPayload()
  payload = hub.payload
})

afterAll(async () => {
  await hub[Symbol.asyncDispose]()
})

const create = (data: object) =>
  payload.create({
    collection: 'users',
    data: {
      name: '某人',
      email: `${crypto.randomUUID()}@example.org`,
      password: PASSWORD,
      roles: ['author'],
      ...data,
    },
  })

const login = (email: string, password: string) =>
  payload.login({ collection: 'users', data: { email, password } })

const withKey = (key: string) =>
  payload.auth({ headers: new Headers({ Authorization: `users API-Key ${key}` }) })

describe('the first administrator', () => {
  it('is made once', async () => {
    expect(await ensureFirstAdministrator(payload, { email: EMAIL, password: PASSWORD })).toBe(true)
    expect(
      await ensureFirstAdministrator(payload, { email: 'b@example.org', password: PASSWORD }),
    ).toBe(false)
    expect((await login(EMAIL, PASSWORD)).user?.roles).toEqual(['administrator'])
  })

  it('can be neither demoted nor deleted while there is no other', async () => {
    const { user } = await login(EMAIL, PASSWORD)
    const where = { collection: 'users', id: String(user?.id) } as const
    await expect(payload.update({ ...where, data: { roles: ['author'] } })).rejects.toMatchObject({
      data: { errors: [{ path: 'roles', message: '至少要保留一个管理员。' }] },
    })
    await expect(payload.delete(where)).rejects.toMatchObject({
      data: { errors: [{ path: 'roles' }] },
    })
  })
})

describe('roles', () => {
  it('are not given by oneself to oneself', async () => {
    const author = await create({})
    const self = { ...author, collection: 'users' } as TypedUser
    const after = await payload.update({
      collection: 'users',
      id: author.id,
      data: { name: '新名字', roles: ['administrator'] },
      user: self,
      overrideAccess: false,
    })
    expect(after).toMatchObject({ name: '新名字', roles: ['author'] })
  })
})

describe('logins', () => {
  it('are locked after five wrong passwords', async () => {
    const { email } = await create({})
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      await expect(login(email, 'wrong password')).rejects.toThrow()
    }
    await expect(login(email, PASSWORD)).rejects.toThrow(/锁定|失败/)
  })

  it('need an e-mail address', async () => {
    await expect(create({ email: 'office' })).rejects.toMatchObject({
      data: { errors: [{ path: 'email' }] },
    })
  })
})

describe('API keys', () => {
  it('open the door, and are stored as a digest only', async () => {
    const { id } = await create({ enableAPIKey: true, apiKey: KEY })
    expect((await withKey(KEY)).user?.id).toBe(id)

    const stored = await payload.db.findOne<{ id: string; apiKey?: string; apiKeyIndex?: string }>({
      collection: 'users',
      where: { id: { equals: id } },
    })
    expect(stored?.apiKey ?? null).toBeNull()
    expect(stored?.apiKeyIndex).toMatch(/^[0-9a-f]{64}$/)
    expect(JSON.stringify(stored)).not.toContain(KEY)
  })

  it('survive other changes, and end when they are replaced or taken away', async () => {
    const first = crypto.randomUUID()
    const second = crypto.randomUUID()
    const { id } = await create({ enableAPIKey: true, apiKey: first })
    const change = (data: object) => payload.update({ collection: 'users', id, data })
    await change({ name: '改名' })
    expect((await withKey(first)).user?.id).toBe(id)
    await change({ apiKey: second })
    expect((await withKey(first)).user).toBeNull()
    expect((await withKey(second)).user?.id).toBe(id)
    await change({ enableAPIKey: false, apiKey: null })
    expect((await withKey(second)).user).toBeNull()
  })

  it('must be long enough not to be guessed', async () => {
    await expect(create({ enableAPIKey: true, apiKey: 'open sesame' })).rejects.toMatchObject({
      data: { errors: [{ path: 'apiKey' }] },
    })
  })

  it('are given by administrators only', async () => {
    const author = await create({})
    await payload.update({
      collection: 'users',
      id: author.id,
      data: { enableAPIKey: true, apiKey: '9d2f6f0e-0c59-4a3c-9a62-7f1f0e6a2c10' },
      user: { ...author, collection: 'users' },
      overrideAccess: false,
    })
    expect((await withKey('9d2f6f0e-0c59-4a3c-9a62-7f1f0e6a2c10')).user).toBeNull()
  })
})
