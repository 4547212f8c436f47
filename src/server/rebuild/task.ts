/** One channel's rebuild, wherever it runs: in the process that asked for it or on a thread. */
import { uploadsOf, type ArtefactStore } from '@/artefacts'
import type { Channel, Library, SearchIndex, Site, SyndicationWriter } from '@/core'
import { settingsOf, type ChannelRow } from '@/plugins/distribution/channel-rows'

/** Plain data, so that it can be handed to a thread. */
export interface RebuildTask {
  /** The channel's row; its kind is the code. */
  readonly row: Pick<ChannelRow, 'id' | 'kind' | 'settings'>
  readonly site: Site
  /** `false`: the search index stays as it is. */
  readonly index: boolean
}

export interface RebuildReport {
  readonly channel: string
  readonly documents: number
  readonly artefacts: number
}

export interface RebuildParts {
  readonly artefacts: ArtefactStore
  readonly library: Library
  readonly search: SearchIndex
  readonly syndication: SyndicationWriter
  readonly now: () => Date
  readonly signal: AbortSignal
}

/** Makes every artefact of the channel again. `channel` is the row's kind, and has a `rebuild`. */
export async function rebuildChannel(
  { row, site, index }: RebuildTask,
  channel: Channel,
  { artefacts, library, search, syndication, now, signal }: RebuildParts,
  progress: (done: number) => void,
): Promise<RebuildReport> {
  if (!channel.rebuild) throw new TypeError(`${channel.id} has nothing to rebuild`)
  const context = {
    artefacts,
    changes: artefacts.changes,
    shelf: artefacts.shelf(row.id),
    library,
    search: index ? search : UNTOUCHED,
    syndication,
    uploads: uploadsOf(artefacts),
    site,
    settings: settingsOf({ row, channel }),
    now,
    signal,
  }
  return { channel: row.id, ...(await channel.rebuild(context, progress)) }
}

/** Reads what it is given, and leaves the index alone. */
const UNTOUCHED: SearchIndex = {
  put: () => Promise.resolve(),
  remove: () => Promise.resolve(),
  async replaceAll(items) {
    let count = 0
    for await (const _item of items) count += 1
    return count
  },
}
