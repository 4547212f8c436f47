/** Looks at a video's file, and makes its ingest report: with what the document says, and what ffmpeg measured if it did. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'

import type { PosterCandidate, VideoReport } from '@/collections/broadcast/video-record'
import type { Details, Rendition } from '@/core'
import type { SourceDocument, SourceMedia } from '@/plugins/distribution/source-document'
import {
  ingestReport,
  probe,
  VideoError,
  type Analysis,
  type Probe,
  type RenditionFile,
  type Renditions,
} from '@/video'

export type Measured = NonNullable<Extract<Details, { type: 'videos' }>['measured']>

export interface Examined {
  readonly report: VideoReport
  readonly measured?: Measured
  readonly blocked: readonly string[]
}

export interface Subject {
  readonly document: SourceDocument
  readonly media: ReadonlyMap<string, SourceMedia>
  readonly mediaDir: string
  readonly now: Date
  /** What was found of the same video before. */
  readonly before: { readonly report?: VideoReport | null; readonly measured?: unknown }
  readonly analysis: Analysis | undefined
}

/** Names an upload: another file under the same record is another name, since uploads are never overwritten. */
export const uploadName = ({ id, filename, filesize }: SourceMedia): string =>
  `${id} ${filename ?? ''} ${String(filesize ?? 0)}`

/** Reads the file only where it was not looked at before. */
export async function examine(
  subject: Subject,
  signal: AbortSignal,
): Promise<Examined | undefined> {
  const { document, media, mediaDir, before, now } = subject
  const film = media.get(document.video ?? '')
  if (!film?.filename) return undefined
  const file = uploadName(film)
  const path = join(mediaDir, film.filename)
  const base = { file, at: now.toISOString() }
  const known = before.report?.file === file ? before.report : undefined
  if (known?.error !== undefined) {
    return { report: known, blocked: [known.error] }
  }
  try {
    const found = (known?.probe as Probe | undefined) ?? (await probe(path, signal))
    const md5 =
      known && before.measured ? (before.measured as Measured).md5 : await md5Of(path, signal)
    const { checks } = ingestReport(found, factsOf(subject))
    return {
      report: { ...base, checks, probe: found },
      measured: measuredOf(found, md5),
      blocked: checks
        .filter(({ verdict }) => verdict === 'block')
        .map(({ label, measured, rule }) =>
          [label.zh, measured, rule.zh].filter(Boolean).join('：'),
        ),
    }
  } catch (error) {
    if (!(error instanceof VideoError) || error.code === 'UNREADABLE') throw error
    return {
      report: { ...base, checks: [], error: error.message },
      blocked: [error.message],
    }
  }
}

function factsOf({ document, media, now, analysis }: Subject): Parameters<typeof ingestReport>[1] {
  const poster = media.get(document.poster ?? '')
  const { rights } = document
  return {
    title: document.title,
    ...(document.durationSeconds ? { statedDurationSeconds: document.durationSeconds } : {}),
    captionLanguages: (document.captions ?? []).map(({ language }) => language ?? 'zh-CN'),
    ...(poster?.width && poster.height
      ? { poster: { width: poster.width, height: poster.height } }
      : {}),
    rights: {
      ...(rights?.from ? { from: rights.from } : {}),
      ...(rights?.until ? { until: rights.until } : {}),
    },
    ...(document.productionNumber ? { productionNumber: document.productionNumber } : {}),
    ...(document.approvalNumber ? { approvalNumber: document.approvalNumber } : {}),
    ...(analysis ? { analysis } : {}),
    now,
  }
}

const measuredOf = (
  { video, audio, bitrate, digest }: Probe,
  md5: string | undefined,
): Measured => ({
  width: video.width,
  height: video.height,
  bitrate,
  frameRate: video.frameRate.perSecond,
  ...(audio ? { audioChannels: audio.channels, sampleRate: audio.sampleRate } : {}),
  sha256: digest,
  ...(md5 === undefined ? {} : { md5 }),
})

export async function md5Of(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('md5')
  await pipeline(createReadStream(path), hash, { signal })
  return hash.digest('hex')
}

/** What partners get of a finished job: broadcasters' files, the HLS master with what it points to, the sound alone. */
export async function renditionsOf(
  { files }: Renditions,
  mediaDir: string,
  signal: AbortSignal,
): Promise<readonly Rendition[]> {
  const parts = files.filter(({ kind }) => kind === 'hls-playlist' || kind === 'hls-media')
  const made: Rendition[] = []
  for (const file of files) {
    if (!['hls-master', 'mezzanine', 'audio'].includes(file.kind)) continue
    made.push({
      ...mediaFile(file),
      ...(file.width === undefined ? {} : { width: file.width }),
      ...(file.height === undefined ? {} : { height: file.height }),
      ...(file.bitrate === undefined ? {} : { bitrate: file.bitrate }),
      ...(file.frameRate === undefined ? {} : { frameRate: file.frameRate }),
      sha256: file.digest,
      ...(file.kind === 'hls-master'
        ? { parts: parts.map(mediaFile) }
        : { md5: await md5Of(join(mediaDir, file.filename), signal) }),
    })
  }
  return made
}

/** Pictures of a finished job to choose a poster from, in the order of the film. */
export const postersOf = ({ files }: Renditions): readonly PosterCandidate[] =>
  files
    .filter(({ kind }) => kind === 'poster')
    .sort((left, right) => (left.atSeconds ?? 0) - (right.atSeconds ?? 0))
    .map(({ filename, atSeconds, width, height }) => ({
      filename,
      ...(atSeconds === undefined ? {} : { atSeconds }),
      ...(width === undefined ? {} : { width }),
      ...(height === undefined ? {} : { height }),
    }))

const mediaFile = ({ filename, mediaType, bytes }: RenditionFile) => ({
  url: `/media/${encodeURIComponent(filename)}`,
  mediaType,
  bytes,
})
