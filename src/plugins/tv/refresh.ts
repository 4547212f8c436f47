/** What the clock and the columns ask for between deliveries; run by the job `tv-rights` while it holds the lane. */
import { Desk } from './desk'
import { settleFile } from './draw'
import { columnPosterPath } from './feed'
import { settle, type Settled, type TvPorts } from './settle'
import { TvShelf, type ColumnInfo } from './shelf'
import { zh } from './texts.zh'

export interface Refreshed extends Settled {
  /** Slugs of the columns of which the CMS says something new. */
  readonly told: readonly string[]
}

/** `columns` are all there are, in the order people shall see them. Doing it again changes nothing. */
export async function refreshTv(
  ports: TvPorts,
  columns: readonly ColumnInfo[],
  now: Date,
): Promise<Refreshed> {
  const shelf = new TvShelf(ports.shelf)
  const before = new Map((await shelf.columns()).map((info) => [info.slug, info]))
  const known = new Set((await shelf.state()).columns)
  const told = new Set(
    columns
      .filter(
        (info) =>
          !known.has(info.slug) || JSON.stringify(before.get(info.slug)) !== JSON.stringify(info),
      )
      .map(({ slug }) => slug),
  )
  const dropped = [...before.keys()].filter((slug) => !columns.some((info) => info.slug === slug))
  for (const slug of dropped) told.add(slug)
  for (const info of columns) await settlePoster(info, before.get(info.slug), ports, now)
  // Written before what is drawn from it: cut short, `known` still lacks what is new, but what merely changed would be
  // taken for done. So it is written last where something is told.
  const desk = new Desk(shelf, ports.site.timeZone)
  const pending = { ...ports, shelf: withColumns(ports.shelf, columns) }
  const settled = await settle(desk, pending, now.toISOString(), told)
  if (told.size > 0) await shelf.writeColumns(columns)
  return { ...settled, told: [...told].sort() }
}

/** The shelf as it will be once the columns are written. */
const withColumns = (
  shelf: TvPorts['shelf'],
  columns: readonly ColumnInfo[],
): TvPorts['shelf'] => ({
  read: (name) => (name === 'columns' ? Promise.resolve(columns) : shelf.read(name)),
  write: (name, value) => shelf.write(name, value),
  remove: (name) => shelf.remove(name),
  list: (prefix) => shelf.list(prefix),
})

async function settlePoster(
  info: ColumnInfo,
  before: ColumnInfo | undefined,
  ports: TvPorts,
  now: Date,
): Promise<void> {
  const path = columnPosterPath(info)
  const former = before && columnPosterPath(before)
  if (former !== undefined && former !== path) {
    await ports.artefacts.gone({ path: former, at: now.toISOString(), notice: zh.fileGone })
  }
  if (!info.poster || path === undefined || former === path) return
  const { url, bytes, mediaType } = info.poster
  const filename = decodeURIComponent(url.split('/').at(-1) ?? '')
  const file = { path, filename, bytes, mediaType }
  await settleFile(path, { kind: 'shown', file, lastModified: info.updatedAt }, ports)
}
