/** A store of records in a folder of its own, and a site that may take from it. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { keyDigest, type Item, type Revision, type SiteGrant } from '@/core'
import {
  openSyndicationReader,
  openSyndicationWriter,
  type SyndicationStoreReader,
  type SyndicationStoreWriter,
} from '@/syndication'

import { shipmentOf, type ShipmentOptions } from './items'

export interface TestStore extends AsyncDisposable {
  readonly file: string
  readonly writer: SyndicationStoreWriter
  readonly reader: SyndicationStoreReader
}

export async function openTestStore(): Promise<TestStore> {
  const directory = await mkdtemp(join(tmpdir(), 'quanmei-syndication-'))
  const file = join(directory, 'alliance.db')
  const writer = openSyndicationWriter(file)
  const reader = openSyndicationReader(file)
  return {
    file,
    writer,
    reader,
    async [Symbol.asyncDispose]() {
      await writer.close()
      reader.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

export function revisionOf(item: Item, options: ShipmentOptions = {}): Revision {
  const { revision, action } = shipmentOf(item, options)
  return { ...revision, action }
}

/** A site that may take everything, with the key `qm_ID`; changes as the test needs. */
export function grantOf(id: string, changes: Partial<SiteGrant> = {}): SiteGrant {
  return {
    id,
    name: `站点 ${id}`,
    entitlement: {
      types: ['articles', 'videos', 'explainers', 'lessons', 'courses'],
      themes: [],
      audiences: [],
      languages: [],
    },
    isSuspended: false,
    perMinute: 1000,
    perDay: 1_000_000,
    keys: [{ id: `k-${id}`, digest: keyDigest(`qm_${id}`), scopes: ['read'], isRevoked: false }],
    ...changes,
  }
}
