/** A Payload of the real configuration over a throw-away database, for tests. One per test file: Payload is a singleton. */
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { MongoClient } from 'mongodb'
import type { Payload, TypedUser } from 'payload'

import type { User } from '@/payload-types'
import type { HubServices } from '@/server/hub-services'
import type { Environment, Settings } from '@/settings'

export interface TestHub extends AsyncDisposable {
  readonly payload: Payload
  readonly settings: Settings
  /** Holds the database, the artefacts and the media; removed at the end. */
  readonly directory: string
}

export interface TestHubOptions {
  /** Default: MongoDB where TEST_DATABASE_URL names one, SQLite otherwise. */
  readonly database?: 'sqlite' | 'mongodb'
  /** Default `push`, the schema as the code has it; `migrations` is what production does. */
  readonly schema?: 'push' | 'migrations'
  /** Further settings. */
  readonly env?: Environment
}

/** Sets the environment, then imports the configuration: import nothing that reads it before. */
export async function startPayload(options: TestHubOptions = {}): Promise<TestHub> {
  const directory = await mkdtemp(join(tmpdir(), 'quanmei-test-'))
  const database = options.database ?? (mongoServer() === undefined ? 'sqlite' : 'mongodb')
  const databaseUrl =
    database === 'sqlite' ? `file:${join(directory, 'quanmei.db')}` : mongoDatabase()
  const pushes = (options.schema ?? 'push') === 'push'
  Object.assign(process.env, {
    DATA_DIR: directory,
    MEDIA_DIR: join(directory, 'media'),
    DATABASE_URL: databaseUrl,
    PAYLOAD_SECRET: randomUUID(),
    PAYLOAD_PUSH: pushes ? '1' : '0',
    NODE_ENV: pushes ? 'test' : 'production',
    LOG_LEVEL: 'error',
    ...options.env,
  })

  const { readSettings } = await import('@/settings')
  const { default: config } = await import('@payload-config')
  const { getPayload } = await import('payload')
  const payload = await getPayload({ config })
  return {
    payload,
    settings: readSettings(process.env),
    directory,
    async [Symbol.asyncDispose]() {
      const { closeStores } = await import('@/plugins/distribution/stores')
      closeStores(payload)
      await payload.destroy()
      if (database === 'mongodb') await dropDatabase(databaseUrl)
      await rm(directory, { recursive: true, force: true })
    },
  }
}

/** The hub's services over a test's Payload; `now` is their clock. Stop them before the Payload is disposed of. */
export async function openServices(
  { payload, settings }: TestHub,
  now?: () => Date,
): Promise<HubServices> {
  const { openHubServices } = await import('@/server/hub-services')
  const { createLog } = await import('@/server/log')
  return openHubServices({ payload, settings, log: createLog('error'), ...(now ? { now } : {}) })
}

/**
 * A user with one role, as requests carry them. The first user of an installation becomes its administrator, whatever
 * is asked for.
 */
export async function createUser(
  payload: Payload,
  role: User['roles'][number],
): Promise<TypedUser> {
  const user = await payload.create({
    collection: 'users',
    data: {
      email: `${role}@example.org`,
      name: role,
      password: 'a long enough password',
      roles: [role],
    },
  })
  return { ...user, collection: 'users' }
}

function mongoServer(): string | undefined {
  const url = process.env['TEST_DATABASE_URL']
  return url?.startsWith('mongodb') === true ? url : undefined
}

/** A database of its own on the test server. */
function mongoDatabase(): string {
  const server = mongoServer()
  if (server === undefined) throw new Error('TEST_DATABASE_URL must name a MongoDB server')
  const url = new URL(server)
  url.pathname = `/quanmei-test-${randomUUID()}`
  return url.href
}

async function dropDatabase(url: string): Promise<void> {
  const client = await MongoClient.connect(url)
  try {
    await client.db().dropDatabase()
  } finally {
    await client.close()
  }
}
