/**
 * A program of its own, run as a thread: rebuilds one channel of a hub on SQLite. It opens the files themselves and never
 * loads Payload. What it is to do comes as `workerData`; it tells its progress, then how it ended.
 */
import { parentPort, workerData } from 'node:worker_threads'

import { createClient } from '@libsql/client'

import { openArtefactStore } from '@/artefacts'
import { asDeliveryError } from '@/core'
import { openLedgerFile } from '@/outbox/ledger-file'
import { channels } from '@/plugins/channels'
import { createLibrary } from '@/plugins/distribution/library'
import { rowsBySql } from '@/plugins/distribution/revision-rows-sql'
import { openSearchWriter } from '@/search'
import { readSettings } from '@/settings'
import { openSyndicationWriter } from '@/syndication'

import { searchDirectory } from '../search-directory'
import { syndicationFile } from '../syndication-file'
import { rebuildChannel, type RebuildTask } from './task'
import type { ThreadMessage } from './threads'

async function run(task: RebuildTask, tell: (message: ThreadMessage) => void): Promise<void> {
  const settings = readSettings(process.env)
  const now = (): Date => new Date()
  const { row } = task
  const channel = channels.find(({ id }) => id === row.kind)
  if (!channel) throw new RangeError(`There is no kind of channel called ${row.kind}`)
  const artefacts = await openArtefactStore({
    directory: settings.artefactsDir,
    uploads: settings.mediaDir,
    now,
  })
  const client = createClient({ url: settings.databaseUrl })
  const ledger = openLedgerFile(settings.databaseUrl)
  const search = openSearchWriter(searchDirectory(settings, row.id))
  const syndication = openSyndicationWriter(syndicationFile(settings, row.id))
  try {
    const library = createLibrary(rowsBySql(client), ledger, row.id)
    // Whoever started the thread ends it when the lane is lost.
    const { signal } = new AbortController()
    const parts = { artefacts, library, search, syndication, now, signal }
    const report = await rebuildChannel(task, channel, parts, (done) => {
      tell({ done })
    })
    tell({ report })
  } finally {
    await search.close()
    await syndication.close()
    ledger.close()
    client.close()
  }
}

const port = parentPort
if (!port) throw new Error('This program runs as a thread of the hub')
const tell = (message: ThreadMessage): void => {
  port.postMessage(message)
}
await run(workerData as RebuildTask, tell).catch((error: unknown) => {
  const { code, message } = asDeliveryError(error)
  tell({ error: { code, message } })
})
