/** The end of a job: playlists over the finished files, and the list of everything. */
import { join } from 'node:path'

import { mezzaninesOf, rateOf, rungsOf } from '../renditions/ladder'
import { bandwidthOf, masterPlaylist, mediaPlaylist, PLAYLIST_TYPE } from '../renditions/playlists'
import { readSegmentIndex } from '../renditions/segment-index'
import type { Probe, RenditionFile, Renditions } from '../types'

import { replaceFile } from './files'
import { publicName, receiptsOf, writeText, type Bench } from './receipts'
import { analysisOf } from './workbench'

/** Playlists and the list of everything: small, made anew by every attempt, the list last. */
export async function completeJob(bench: Bench): Promise<Renditions> {
  const receipts = await receiptsOf(bench)
  const files = [...receipts]
  const variants = []
  const rate = rateOf(bench.probe.video.frameRate).perSecond
  for (const { name } of bench.job.video.wants.hls ? rungsOf(bench.probe.video) : []) {
    const rung = receipts.find((file) => file.kind === 'hls-media' && file.name === name)
    if (!rung) throw new Error(`The rung ${name} is missing`)
    const { width = 0, height = 0, codecs = '' } = rung
    const index = await readSegmentIndex(join(bench.places.output, rung.filename))
    const playlist = `${name}.m3u8`
    const about = { kind: 'hls-playlist', name, mediaType: PLAYLIST_TYPE } as const
    files.push(await writeText(bench, about, playlist, mediaPlaylist(rung.filename, index)))
    const uri = publicName(bench, playlist)
    const { peak, average } = bandwidthOf(index)
    variants.push({ uri, peak, average, width, height, codecs, frameRate: rate })
  }
  if (variants.length > 0) {
    const about = { kind: 'hls-master', name: 'master', mediaType: PLAYLIST_TYPE } as const
    files.push(await writeText(bench, about, 'master.m3u8', masterPlaylist(variants)))
  }
  const renditions = {
    job: bench.job.id,
    source: bench.job.video.digest,
    files: inOrder(files, bench.probe).filter(
      ({ kind }) => kind !== 'audio' || bench.job.video.wants.audio,
    ),
    analysis: await analysisOf(bench),
  }
  await replaceFile(bench.places.result(bench.job.id), JSON.stringify(renditions))
  return renditions
}

/** As people look for them: the master, the rungs from the best down, the rest. */
function inOrder(files: readonly RenditionFile[], { video }: Probe): RenditionFile[] {
  const kinds = ['hls-master', 'hls-playlist', 'hls-media', 'mezzanine', 'audio', 'poster']
  const names = [...rungsOf(video), ...mezzaninesOf(video)].map(({ name }) => name)
  const place = ({ kind, name }: RenditionFile): number =>
    kinds.indexOf(kind) * 100 + names.indexOf(name)
  return [...files].sort(
    (left, right) => place(left) - place(right) || (left.filename < right.filename ? -1 : 1),
  )
}
