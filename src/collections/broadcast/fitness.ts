/** Whether a video fits a moment and a column. */
import type { PlannedColumn, PlannedVideo } from './week'

/** Seconds an episode may be longer or shorter than its column's runtime. */
export const RUNTIME_TOLERANCE = 30
/** Seconds taken for a video nobody knows the length of. */
export const UNKNOWN_SECONDS = 0

/** ISO 8601, UTC. */
export const endOf = (
  { seconds = UNKNOWN_SECONDS }: Pick<PlannedVideo, 'seconds'>,
  at: string,
): string => new Date(Date.parse(at) + Math.round(seconds * 1000)).toISOString()

/** Whether the rights last from the first second of a broadcast to its last. */
export const holdsRights = (video: PlannedVideo, at: string): boolean =>
  (video.rights?.from === undefined || video.rights.from <= at) &&
  (video.rights?.until === undefined || video.rights.until >= endOf(video, at))

export const fitsRuntime = (
  seconds: number,
  { runtimeMinutes }: Pick<PlannedColumn, 'runtimeMinutes'>,
): boolean =>
  runtimeMinutes === undefined || Math.abs(seconds - runtimeMinutes * 60) <= RUNTIME_TOLERANCE
