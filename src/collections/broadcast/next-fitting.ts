/** Which episode a slot should get. */
import { fitsRuntime, holdsRights } from './fitness'
import type { PlannedColumn, PlannedVideo } from './week'

export interface Question {
  readonly column: PlannedColumn
  /** ISO 8601, UTC. */
  readonly at: string
  /** A slot for repeats takes what aired last before it. */
  readonly repeat: boolean
  readonly videos: readonly PlannedVideo[]
  /** Offered elsewhere already. */
  readonly taken: ReadonlySet<string>
}

/**
 * Published, of the column, free of blocks, with rights for the whole broadcast and of the column's length. For a first
 * showing: one that never aired, by episode number, then by date. For a repeat: the one that aired last before.
 */
export function nextFitting({
  column,
  at,
  repeat,
  videos,
  taken,
}: Question): PlannedVideo | undefined {
  const fitting = videos.filter(
    (video) =>
      video.published &&
      video.blocked.length === 0 &&
      video.columns.includes(column.slug) &&
      !taken.has(video.id) &&
      video.seconds !== undefined &&
      fitsRuntime(video.seconds, column) &&
      holdsRights(video, at),
  )
  return repeat ? lastAired(fitting, at) : firstUnaired(fitting)
}

const firstUnaired = (videos: readonly PlannedVideo[]): PlannedVideo | undefined =>
  videos
    .filter(({ airings }) => airings.length === 0)
    .sort(
      (left, right) =>
        (left.episode ?? Number.POSITIVE_INFINITY) - (right.episode ?? Number.POSITIVE_INFINITY) ||
        (left.publishedAt < right.publishedAt
          ? -1
          : left.publishedAt > right.publishedAt
            ? 1
            : 0) ||
        (left.id < right.id ? -1 : 1),
    )[0]

function lastAired(videos: readonly PlannedVideo[], at: string): PlannedVideo | undefined {
  const before = videos.flatMap((video) => {
    const last = video.airings.findLast((airing) => airing.at < at)
    return last ? [{ video, at: last.at }] : []
  })
  return before.sort((left, right) => (left.at > right.at ? -1 : 1))[0]?.video
}
