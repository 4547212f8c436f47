/** The shape of a record of `video-files`: what the job writes, the admin shows, and the buttons ask for. */

/** src/video's states, and ours: no ffmpeg is there, nothing is wanted, somebody pressed a button. */
export const VIDEO_STATES = [
  ...(['queued', 'running', 'done', 'failed', 'cancelled'] as const),
  ...(['absent', 'idle', 'cancelling', 'retry'] as const),
] as const
export type VideoState = (typeof VIDEO_STATES)[number]

export interface ReportedCheck {
  readonly id: string
  readonly verdict: 'ok' | 'warn' | 'block' | 'unknown'
  readonly measured: string
  readonly label: { readonly zh: string; readonly en: string }
  readonly rule: { readonly zh: string; readonly en: string }
  readonly source: string
}

/** A picture the conversion took from the film. */
export interface PosterCandidate {
  /** In the media folder. */
  readonly filename: string
  /** The moment it shows. */
  readonly atSeconds?: number
  readonly width?: number
  readonly height?: number
}

export interface VideoReport {
  /** Which upload was looked at: its id, name and size. */
  readonly file: string
  /** ISO 8601, UTC. */
  readonly at: string
  readonly checks: readonly ReportedCheck[]
  /** Why it is no video we can use; then there are no checks. */
  readonly error?: string
  /** Once the file is converted. */
  readonly posters?: readonly PosterCandidate[]
  /** src/video's `Probe`. */
  readonly probe?: unknown
}

export interface VideoRecord {
  readonly id: string
  readonly state?: VideoState | null
  /** 0 to 100. */
  readonly percent?: number | null
  readonly step?: string | null
  readonly error?: string | null
  readonly job?: string | null
  readonly report?: VideoReport | null
  readonly measured?: unknown
  readonly renditions?: readonly unknown[] | null
  readonly blocked?: readonly string[] | null
}
