/** The sample content as items: imported and published in a throw-away database, exactly as the demo does. */
import type { Item, Site } from '@/core'

import { startPayload, type TestHub } from './hub'

export interface Samples extends AsyncDisposable {
  readonly items: readonly Item[]
  readonly site: Site
  readonly hub: TestHub
}

export async function sampleItems(): Promise<Samples> {
  const hub = await startPayload({ env: { PUBLIC_URL: 'https://hub.example.org' } })
  const { importFolder } = await import('@/importer')
  const { ensureSite, readSite } = await import('@/plugins/distribution/site')
  const options = {
    publicUrl: hub.settings.publicUrl,
    timeZone: hub.settings.timeZone,
    now: () => new Date('2026-01-01T00:00:00.000Z'),
  }
  await ensureSite(hub.payload, options)
  await importFolder({
    payload: hub.payload,
    directory: 'samples',
    publish: true,
    now: options.now,
  })
  const { findRaw } = await import('@/plugins/distribution/gather')
  const rows = await findRaw<{ item: Item }>(
    hub.payload,
    'revisions',
    { current: { equals: true } },
    undefined,
    { sort: 'document' },
  )
  return {
    items: rows.map(({ item }) => item),
    site: await readSite(hub.payload, options),
    hub,
    [Symbol.asyncDispose]: () => hub[Symbol.asyncDispose](),
  }
}
