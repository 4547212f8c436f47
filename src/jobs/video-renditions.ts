/**
 * Checks videos and has them converted. `video-checks` looks at what was touched since its last run and brings the records
 * up to what the workshop (src/video) says; `video-renditions` works on one conversion, and lasts as long as that does, the
 * timetable keeping others from starting meanwhile. Without ffmpeg files are checked all the same, and the record says so.
 */
import { join } from 'node:path'

import type { Payload } from 'payload'

import { columnsOf } from '@/collections/broadcast/membership'
import type { VideoRecord } from '@/collections/broadcast/video-record'
import { findByIds, findRaw } from '@/plugins/distribution/gather'
import type { Hub } from '@/plugins/distribution/hub'
import { reconcile, type ReconcileContext } from '@/plugins/distribution/reconcile'
import type {
  SourceColumn,
  SourceDocument,
  SourceMedia,
} from '@/plugins/distribution/source-document'
import {
  findFfmpeg,
  openVideoWorkshop,
  VideoError,
  type Ffmpeg,
  type Probe,
  type Workshop,
} from '@/video'

import type { Job } from './job'
import { examine, postersOf, renditionsOf } from './video-examination'

export interface VideoServices {
  readonly reconciling: ReconcileContext
  readonly hub: Hub
  readonly settings: {
    readonly dataDir: string
    readonly mediaDir: string
    readonly ffmpegPath: string
  }
}

/** Looks back this much further than the last run, for clocks that differ and writes still under way then. */
const OVERLAP_MS = 2 * 60_000
/** How often a conversion's progress is written down, and a wish to cancel it looked for. */
const PROGRESS_MS = 2000

const COLLECTION = 'video-files'

export const videoChecks = (services: VideoServices): Job => ({
  name: 'video-checks',
  label: { zh: '视频检测', en: 'Video checks' },
  schedule: '* * * * *',
  async run({ now, previous, signal }) {
    const until = now().toISOString()
    const run = await Run.open(services, now, signal)
    const looked = await run.lookAt(await touched(services.reconciling.payload, previous))
    await run.followWorkshop()
    await run.announce()
    return { looked, until, ffmpeg: run.ffmpeg?.version ?? null }
  },
})

export const videoRenditions = (services: VideoServices): Job => ({
  name: 'video-renditions',
  label: { zh: '视频转码', en: 'Video conversion' },
  schedule: '* * * * *',
  async run({ now, signal }) {
    const run = await Run.open(services, now, signal)
    const worked = await run.convertOne()
    await run.announce()
    return { worked }
  },
})

class Run {
  private readonly changed = new Set<string>()

  private constructor(
    private readonly services: VideoServices,
    private readonly now: () => Date,
    private readonly signal: AbortSignal,
    readonly ffmpeg: Ffmpeg | undefined,
    private readonly workshop: Workshop,
  ) {}

  static async open(services: VideoServices, now: () => Date, signal: AbortSignal): Promise<Run> {
    const { dataDir, mediaDir, ffmpegPath } = services.settings
    const ffmpeg = await ffmpegIfThere(ffmpegPath)
    const directory = join(dataDir, 'video')
    // Renditions are public like uploads, by flat names in the media folder (docs/adr/0009-video-renditions.md).
    const workshop = openVideoWorkshop({ directory, output: mediaDir, ffmpeg, now })
    return new Run(services, now, signal, ffmpeg, workshop)
  }

  /** Makes the reports of videos anew. Answers how many. */
  async lookAt(documents: readonly SourceDocument[]): Promise<number> {
    const columns = await findRaw<SourceColumn>(this.payload, 'columns', {})
    for (const document of documents) {
      this.signal.throwIfAborted()
      await this.lookAtOne(document, columns)
    }
    return documents.length
  }

  private async lookAtOne(
    document: SourceDocument,
    columns: readonly SourceColumn[],
  ): Promise<void> {
    const { mediaDir } = this.services.settings
    const ids = [document.video, document.poster].filter((id) => typeof id === 'string')
    const rows = await findByIds<SourceMedia>(this.payload, 'media', ids)
    const media = new Map(rows.map((row) => [row.id, row]))
    const [before = { id: document.id }] = await this.records([document.id])
    const result = before.job ? await this.workshop.result(before.job) : undefined
    const film = media.get(document.video ?? '')
    const isOfFilm = (before.report?.probe as Probe | undefined)?.digest === result?.source
    const converted = isOfFilm ? result : undefined
    const analysis = converted?.analysis
    const examined = await examine(
      { document, media, mediaDir, now: this.now(), before, analysis },
      this.signal,
    )
    if (!examined) return
    const found = examined.report.probe as Probe | undefined
    const isForTv = columnsOf(document, columns).length > 0 || (document.airings ?? []).length > 0
    const facts = {
      report: { ...examined.report, ...(converted ? { posters: postersOf(converted) } : {}) },
      measured: examined.measured ?? null,
      blocked: examined.blocked,
    }
    const isWanted = isForTv && examined.blocked.length === 0
    if (!found || !isWanted || !film?.filename) {
      return this.save(before, { ...facts, state: 'idle', job: null, renditions: null })
    }
    if (!this.ffmpeg) return this.save(before, { ...facts, state: 'absent' })
    const job = await this.workshop.job(before.job ?? '')
    // A conversion that was cancelled stays cancelled until somebody asks again, or another file comes.
    if (job?.video.digest === found.digest) return this.save(before, facts)
    const video = { id: document.id, digest: found.digest, file: join(mediaDir, film.filename) }
    const { id, state } = await this.workshop.enqueue(video)
    return this.save(before, { ...facts, job: id, state, percent: 0, renditions: null })
  }

  /** Does what was asked for by buttons, and takes over what ended, here or in another process. */
  async followWorkshop(): Promise<void> {
    const states = ['queued', 'running', 'cancelling', 'retry'] as const
    const open = await findRaw<VideoRecord>(this.payload, COLLECTION, {
      state: { in: [...states] },
    })
    for (const record of open) {
      if (!record.job) continue
      if (record.state === 'cancelling') await this.workshop.cancel(record.job)
      const job = await this.workshop.job(record.job)
      if (record.state === 'retry' && job) await this.workshop.enqueue(job.video)
      await this.takeOver(record)
    }
  }

  /** Works on one job until it ends; shows its progress. */
  async convertOne(): Promise<string | null> {
    if (!this.ffmpeg) return null
    let current: string | undefined
    let told = 0
    const watch = setInterval(() => {
      if (current !== undefined) this.watch(current)
    }, PROGRESS_MS)
    try {
      const job = await this.workshop.runNext(this.signal, (progress) => {
        current = progress.id
        if (this.now().getTime() - told < PROGRESS_MS) return
        told = this.now().getTime()
        this.inBackground(() => this.showProgress(progress.id, progress.percent, progress.step))
      })
      if (!job) return null
      await this.background
      for (const record of await this.recordsOfJob(job.id)) await this.takeOver(record)
      return `${job.id} ${job.state}`
    } finally {
      clearInterval(watch)
      await this.background
    }
  }

  /** Whatever changed of what a published video says goes out. */
  async announce(): Promise<void> {
    const references = [...this.changed].map((id) => ({ type: 'videos' as const, id }))
    this.changed.clear()
    if (references.length === 0) return
    const { deliveries } = await reconcile(this.services.reconciling, references)
    if (deliveries > 0) this.services.hub.wake()
  }

  private async takeOver(record: VideoRecord): Promise<void> {
    const job = await this.workshop.job(record.job ?? '')
    if (!job) return
    const { state, percent, step, error } = job
    const next = { state, percent, step: step ?? null, error: error ?? null }
    const result = state === 'done' ? await this.workshop.result(job.id) : undefined
    if (!result) return this.save(record, next)
    const { mediaDir } = this.services.settings
    const renditions = await renditionsOf(result, mediaDir, this.signal)
    await this.save(record, { ...next, renditions })
    // Loudness, black and silence are known now: the report is made again with them.
    const documents = await findByIds<SourceDocument>(this.payload, 'videos', [record.id])
    await this.lookAt(documents)
  }

  private watch(job: string): void {
    this.inBackground(async () => {
      const records = await this.recordsOfJob(job)
      if (records.some(({ state }) => state === 'cancelling')) await this.workshop.cancel(job)
    })
  }

  private async showProgress(
    job: string,
    percent: number,
    step: string | undefined,
  ): Promise<void> {
    for (const record of await this.recordsOfJob(job)) {
      if (record.state === 'cancelling') continue
      await this.save(record, { state: 'running', percent, step: step ?? null })
    }
  }

  private background: Promise<void> = Promise.resolve()
  /** One after the other; a fault is told where the run waits for them. */
  private inBackground(work: () => Promise<void>): void {
    this.background = this.background.then(work)
    this.background.catch(() => undefined) // awaited, and thrown, at the end of convertOne
  }

  /** Writes what changed alone: the two jobs work side by side. */
  private async save(before: VideoRecord, change: Partial<VideoRecord>): Promise<void> {
    const data = { ...change }
    const { id } = before
    if ((await this.records([id])).length > 0) {
      await this.payload.db.updateOne({ collection: COLLECTION, id, data })
    } else await this.payload.db.create({ collection: COLLECTION, data: { id, ...data } })
    if (publicPart(before) !== publicPart({ ...before, ...change })) this.changed.add(id)
  }

  private records(ids: readonly string[]): Promise<VideoRecord[]> {
    return findByIds<VideoRecord>(this.payload, COLLECTION, ids)
  }

  private recordsOfJob(job: string): Promise<VideoRecord[]> {
    return findRaw<VideoRecord>(this.payload, COLLECTION, { job: { equals: job } })
  }

  private get payload(): Payload {
    return this.services.reconciling.payload
  }
}

/** What of a record an item says. */
const publicPart = ({ measured, renditions, blocked }: VideoRecord): string =>
  JSON.stringify([measured ?? null, renditions ?? [], blocked ?? []])

async function ffmpegIfThere(path: string): Promise<Ffmpeg | undefined> {
  try {
    return await findFfmpeg(path)
  } catch (error) {
    if (error instanceof VideoError && error.code === 'NO_FFMPEG') return undefined
    throw error
  }
}

/** Videos written since the last run that ended well; all of them at the first. */
function touched(payload: Payload, previous: unknown): Promise<SourceDocument[]> {
  const until = (previous as { until?: unknown } | undefined)?.until
  const since = typeof until === 'string' ? new Date(Date.parse(until) - OVERLAP_MS) : undefined
  return findRaw<SourceDocument>(
    payload,
    'videos',
    since ? { updatedAt: { greater_than_equal: since.toISOString() } } : {},
    undefined,
    { sort: 'id' },
  )
}
