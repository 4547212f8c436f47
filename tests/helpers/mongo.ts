/**
 * Where tests find a MongoDB-protocol server: `TEST_DATABASE_URL`, set by scripts/test-mongodb.sh or by hand. Suites
 * that need one are skipped without it, and say so.
 */
import { randomUUID } from 'node:crypto'

import { MongoClient } from 'mongodb'
import { describe } from 'vitest'

const url = process.env.TEST_DATABASE_URL

/** Payload opens transactions only where the address names a replica set. */
export const hasTransactions = url !== undefined && new URL(url).searchParams.has('replicaSet')

/** `describe` when there is a server (and no reason not to), else a skipped suite with the reason in its name. */
export function describeWithMongo(
  name: string,
  suite: () => void,
  { unless }: { unless?: string | undefined } = {},
): void {
  const reason = url?.startsWith('mongodb')
    ? unless
    : 'TEST_DATABASE_URL names no MongoDB server; scripts/test-mongodb.sh starts one'
  if (reason === undefined) {
    describe(name, suite)
    return
  }
  process.stderr.write(`skipped: ${name}: ${reason}\n`)
  describe.skip(`${name} (${reason})`, suite)
}

export interface MongoDatabase extends AsyncDisposable {
  readonly url: string
}

/** A database of its own on the server, dropped at the end. */
export function createMongoDatabase(): MongoDatabase {
  if (url === undefined) throw new Error('TEST_DATABASE_URL is not set: use describeWithMongo')
  const target = new URL(url)
  target.pathname = `/quanmei-test-${randomUUID()}`
  return {
    url: target.href,
    async [Symbol.asyncDispose]() {
      const client = await MongoClient.connect(target.href)
      try {
        await client.db().dropDatabase()
      } finally {
        await client.close()
      }
    },
  }
}
