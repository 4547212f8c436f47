/**
 * Makes public what a desk's edits and the clock ask for. Files come first, since feeds point to them; lists, then what is
 * drawn from them, then the notes that say it is done. Cut short anywhere, the same edits finish it.
 */
import { type ArtefactWriter, dayOf, type Shelf, type Site } from '@/core'

import { later } from './dates'
import type { Desk } from './desk'
import {
  drawColumn,
  drawIndex,
  drawSchedule,
  settleFile,
  type Canvas,
  type NamedColumn,
} from './draw'
import type { TvSettings } from './settings'
import { TvShelf, type ColumnIndex } from './shelf'

/** What of a channel's context settling needs; the jobs have as much. */
export interface TvPorts {
  readonly artefacts: ArtefactWriter
  readonly shelf: Shelf
  readonly site: Site
  readonly settings: TvSettings
}

export interface Settled {
  /** Columns drawn anew. */
  readonly columns: number
  readonly files: number
}

/** `told` names the columns of which the CMS says something new: all of their pages are drawn. */
export async function settle(
  desk: Desk,
  ports: TvPorts,
  clock: string,
  told: ReadonlySet<string> = new Set(),
): Promise<Settled> {
  const shelf = new TvShelf(ports.shelf)
  const state = await shelf.state()
  // A clock that was set back takes nothing back.
  const now = later(state.asOf ?? '', clock)
  await desk.pass(now)
  const edited = desk.edited()
  const zone = ports.site.timeZone
  const isNewDay = state.asOf === undefined || dayOf(state.asOf, zone) !== dayOf(now, zone)
  const isIdle = edited.size + desk.files.size + told.size === 0 && desk.scheduleChanged === ''
  if (isIdle && !isNewDay) return { columns: 0, files: 0 }
  const columns = new Map((await shelf.columns()).map((info) => [info.slug, info]))
  const canvas: Canvas = { ...ports, now, columns }

  for (const [path, file] of desk.files) await settleFile(path, file, canvas)
  await desk.save(shelf)

  const indexes = new Map<string, ColumnIndex>()
  for (const slug of [...new Set([...edited.keys(), ...told])].sort()) {
    const before = await shelf.index(slug)
    const months = edited.get(slug) ?? new Map<string, string>()
    const everything = told.has(slug)
    const { index } = await drawColumn({ slug, before, edited: months, everything }, desk, canvas)
    indexes.set(slug, index)
  }
  const listed = [...new Set([...state.columns, ...indexes.keys()])].sort()
  const scheduleChanged = later(state.scheduleChanged ?? '', desk.scheduleChanged)
  if (isNewDay || desk.scheduleChanged !== '' || told.size > 0) {
    await drawSchedule(desk, canvas, scheduleChanged)
  }
  // Always where a column was drawn: an attempt cut short may have named one otherwise. There are a few dozen columns.
  if (state.asOf === undefined || indexes.size > 0) {
    await drawIndex(await named(listed, indexes, shelf), canvas)
  }

  for (const [slug, index] of indexes) await shelf.writeIndex(slug, index)
  await desk.prune(shelf, now)
  await shelf.writeState({
    asOf: now,
    ...(scheduleChanged === '' ? {} : { scheduleChanged }),
    columns: listed,
  })
  return { columns: indexes.size, files: desk.files.size }
}

async function named(
  slugs: readonly string[],
  fresh: ReadonlyMap<string, ColumnIndex>,
  shelf: TvShelf,
): Promise<NamedColumn[]> {
  const found: NamedColumn[] = []
  for (const slug of slugs) {
    const index = fresh.get(slug) ?? (await shelf.index(slug))
    found.push({ slug, label: index?.label ?? slug })
  }
  return found
}
