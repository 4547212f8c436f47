/**
 * Makes every artefact again from the library: the same bytes that publishing made step by step. What is published gives
 * the feeds; what was delivered before tells which files are gone and when each list last changed. In memory it keeps an
 * episode per video, never a text.
 */
import type { DocumentKey, Revision } from '@/core'
import { asDeliveryError, DeliveryError, monthOf } from '@/core'

import { later } from './dates'
import { Desk, EMPTY_BASE } from './desk'
import { drawColumn, drawIndex, drawSchedule, settleFile, type Canvas } from './draw'
import { episodeOf, filesOf, formerEpisode, type Episode } from './episode'
import { feedPath, FORMATS } from './feed'
import { PROGRESS_EVERY } from './limits'
import { pageName, pagesOf } from './pages'
import type { Context } from './deliver'
import { TvShelf, type ColumnIndex } from './shelf'

export async function rebuildTv(
  context: Context,
  progress: (done: number) => void,
): Promise<{ readonly documents: number; readonly artefacts: number }> {
  const { artefacts, site, settings } = context
  const shelf = new TvShelf(context.shelf)
  const now = context.now().toISOString()
  const refused = new Map<DocumentKey, DeliveryError>()
  const episodes = await published(context, refused)
  const desk = new Desk(EMPTY_BASE, site.timeZone)
  await replay(context, desk, refused, episodes)
  let done = 0
  for (const episode of episodes.values()) {
    await desk.put(episode, now)
    done += 1
    if (done % PROGRESS_EVERY === 0) progress(done)
  }

  const columns = new Map((await shelf.columns()).map((info) => [info.slug, info]))
  const canvas: Canvas = { artefacts, site, settings, now, columns }
  for (const [path, state] of desk.files) {
    context.signal.throwIfAborted()
    await settleFile(path, state, canvas)
  }
  await desk.save(shelf)
  const old = await shelf.usableIndexes()
  const edited = desk.edited()
  const indexes = new Map<string, ColumnIndex>()
  let drawn = 2
  for (const slug of [...new Set([...edited.keys(), ...columns.keys()])].sort()) {
    context.signal.throwIfAborted()
    const months = edited.get(slug) ?? new Map<string, string>()
    const made = await drawColumn(
      { slug, before: undefined, edited: months, everything: true },
      desk,
      canvas,
    )
    indexes.set(slug, made.index)
    drawn += made.drawn
    await shelf.writeIndex(slug, made.index)
  }
  await drawSchedule(desk, canvas, desk.scheduleChanged)
  await drawIndex(
    [...indexes].map(([slug, { label }]) => ({ slug, label })),
    canvas,
  )
  await removeStale(old, indexes, context)
  await shelf.keepOnly({ ...desk.names(), columns: indexes.keys() })
  await shelf.writeState({
    asOf: now,
    ...(desk.scheduleChanged === '' ? {} : { scheduleChanged: desk.scheduleChanged }),
    columns: [...indexes.keys()].sort(),
  })
  progress(episodes.size)
  if (refused.size > 0) throw refusal([...refused.values()])
  return { documents: episodes.size, artefacts: drawn }
}

/** What is to be shown. What can't be is left to `replay`, which knows how it was shown before. */
async function published(
  { library, signal }: Context,
  refused: Map<DocumentKey, DeliveryError>,
): Promise<Map<DocumentKey, Episode>> {
  const episodes = new Map<DocumentKey, Episode>()
  for await (const revision of library.current()) {
    signal.throwIfAborted()
    try {
      episodes.set(revision.document, episodeOf(revision))
    } catch (error) {
      refused.set(revision.document, asDeliveryError(error))
    }
  }
  return episodes
}

/** One delivery, without its texts. */
interface Step {
  readonly number: number
  readonly withdraws: boolean
  readonly at: string
  readonly lists: readonly { readonly slug: string; readonly month: string }[]
  readonly airs: boolean
  readonly files: readonly string[]
}

/** Goes through what was delivered of each video: files it left, lists it left, dates. */
async function replay(
  context: Context,
  desk: Desk,
  refused: ReadonlyMap<DocumentKey, DeliveryError>,
  episodes: Map<DocumentKey, Episode>,
): Promise<void> {
  const histories = new Map<DocumentKey, Step[]>()
  const before = new Map<DocumentKey, { number: number; withdraws: boolean; episode: Episode }>()
  for await (const { revision } of context.library.history()) {
    context.signal.throwIfAborted()
    const episode = formerEpisode(revision)
    if (!episode) continue
    await desk.remember(episode, context.now().toISOString())
    const step = stepOf(revision, episode, context.site.timeZone)
    histories.set(revision.document, [...(histories.get(revision.document) ?? []), step])
    const known = before.get(revision.document)
    if (refused.has(revision.document) && (!known || follows(step, known))) {
      before.set(revision.document, { ...step, episode })
    }
  }
  for (const [document, { withdraws, episode }] of before) {
    if (!withdraws) episodes.set(document, episode)
  }
  for (const steps of histories.values()) {
    await replayOne(
      steps.sort((left, right) => (follows(left, right) ? 1 : -1)),
      desk,
    )
  }
}

async function replayOne(steps: readonly Step[], desk: Desk): Promise<void> {
  let last: Step | undefined
  for (const step of steps) {
    // A shipment says what may still be shown, and after a withdrawal that is what was withdrawn.
    for (const { slug, month } of [...(last?.lists ?? []), ...step.lists]) {
      await desk.touch(slug, month, step.at)
    }
    if (last?.airs || step.airs) desk.scheduleChanged = later(desk.scheduleChanged, step.at)
    for (const path of [...(last?.files ?? []), ...(step.withdraws ? step.files : [])]) {
      desk.files.set(path, { kind: 'gone', at: step.at })
    }
    if (!step.withdraws) for (const path of step.files) desk.files.delete(path)
    last = step
  }
}

const stepOf = (revision: Revision, episode: Episode, timeZone: string): Step => ({
  number: revision.number,
  withdraws: revision.action === 'withdraw',
  at: new Date(revision.at).toISOString(),
  lists: episode.columns.map(({ slug }) => ({
    slug,
    month: monthOf(episode.publishedAt, timeZone),
  })),
  airs: episode.airings.length > 0,
  files: filesOf(episode).map(({ path }) => path),
})

/** A withdrawal comes after the publication it takes back. */
const follows = (
  one: Pick<Step, 'number' | 'withdraws'>,
  other: Pick<Step, 'number' | 'withdraws'>,
): boolean =>
  one.number > other.number || (one.number === other.number && one.withdraws && !other.withdraws)

/** Pages the old indexes name and the new ones do not. */
async function removeStale(
  old: ReadonlyMap<string, ColumnIndex>,
  indexes: ReadonlyMap<string, ColumnIndex>,
  { artefacts }: Context,
): Promise<void> {
  for (const [slug, { months }] of old) {
    const kept = new Set(pagesOf(indexes.get(slug)?.months ?? []).map(pageName))
    const names = [
      ...pagesOf(months)
        .map(pageName)
        .filter((name) => !kept.has(name)),
    ]
    for (const name of [...names, ...(indexes.has(slug) ? [] : [undefined])]) {
      for (const format of FORMATS) await artefacts.remove(feedPath(slug, format, name))
    }
  }
}

/** Told at the end, so that one video does not keep the others from being made. */
function refusal(errors: readonly DeliveryError[]): DeliveryError {
  const [first] = errors
  const more = errors.length > 1 ? ` (+${String(errors.length - 1)})` : ''
  return new DeliveryError('RENDERING_FAILED', `${first?.message ?? ''}${more}`, { cause: first })
}
