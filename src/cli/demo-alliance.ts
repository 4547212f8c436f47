/** The demo's alliance site: a record with a key, and the example (examples/alliance-site) that mirrors the hub with it. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { SITE_KEYS } from '@/collections/alliance/endpoints'
import { issueKey, revokeKey } from '@/collections/access-keys/keys'
import { CONTENT_TYPES, keyDigest, usableKeys } from '@/core'
import { siteRows, tellSiteGrants } from '@/jobs/alliance-grants'
import type { RunningServer } from '@/server/main'

import { AllianceClient } from '../../examples/alliance-site/client'
import { mirror, mirrored } from '../../examples/alliance-site/mirror'

const NAME = '样例联盟网站'

/** Mirrors once, and says in a line what came of it. A second run goes on where the first one was. */
export async function mirrorDemoSite({ hub, settings, port }: RunningServer): Promise<string> {
  if (!hub) throw new Error('The demo needs the roles author, worker and delivery: unset HUB_ROLES')
  const { payload } = hub
  const known = (await siteRows(payload)).find(({ name }) => name === NAME)
  const site =
    known ??
    (await payload.create({
      collection: 'alliance-sites',
      data: { name: NAME, types: [...CONTENT_TYPES] },
    }))
  const key = await keyOf(hub, site.id, join(settings.dataDir, 'demo-alliance-key'))
  await tellSiteGrants(hub, await siteRows(payload))
  // What the delivery plane read of keys a moment ago, it reads again after a second.
  const client = new AllianceClient({ hub: `http://127.0.0.1:${String(port)}`, key })
  await untilKnown(client)
  const folder = join(settings.dataDir, 'demo-alliance-site')
  const { written, removed } = await mirror(client, folder)
  const { size } = await mirrored(folder)
  return `联盟网站 alliance site: 镜像 ${String(size)} 篇 mirrored (+${String(written)} −${String(removed)}) → ${folder}`
}

/** The key is shown once, so the demo keeps it beside its data; one that is no longer good is replaced. */
async function keyOf(
  { payload }: NonNullable<RunningServer['hub']>,
  id: string,
  file: string,
): Promise<string> {
  const row = (await siteRows(payload)).find((one) => one.id === id)
  const keys = usableKeys(row?.keys ?? [])
  const kept = existsSync(file) ? readFileSync(file, 'utf8') : undefined
  if (kept !== undefined && keys.some(({ digest }) => digest === keyDigest(kept))) return kept
  for (const old of keys) await revokeKey(payload, SITE_KEYS, id, old.id, new Date())
  const key = await issueKey(payload, SITE_KEYS, id, new Date(), ['read'])
  writeFileSync(file, key, { mode: 0o600 })
  return key
}

const LOOK_EVERY_MS = 200
const LOOKS = 25

async function untilKnown(client: AllianceClient): Promise<void> {
  for (let look = 1; ; look += 1) {
    try {
      await client.get('/')
      return
    } catch (error) {
      const isEarly = error instanceof Error && 'status' in error && error.status === 401
      if (!isEarly || look === LOOKS) throw error
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
    }
  }
}
