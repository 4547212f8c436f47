/** What the video module hands out. Seconds, bits per second, pixels and bytes throughout. */

export type Container = 'mp4' | 'mov' | 'webm' | 'mkv'

/** What a look into a file finds out, without ffmpeg. */
export interface Probe {
  readonly container: Container
  readonly mediaType: string
  readonly bytes: number
  /** SHA-256 of the file, hex. */
  readonly digest: string
  readonly durationSeconds: number
  /** Of the whole file, on average. */
  readonly bitrate: number
  readonly video: VideoTrack
  /** The main sound track; absent where there is none. */
  readonly audio?: AudioTrack
  readonly audioTracks: number
}

export interface VideoTrack {
  /** `avc`, `hevc`, `vp9`, `av1` …; the container's own name of it where it is none of these. */
  readonly codec: string
  /** RFC 6381, such as `avc1.640028`; absent where it can't be told. */
  readonly codecs?: string
  /** As shown: after rotation, with square pixels. */
  readonly width: number
  readonly height: number
  /** Degrees clockwise a player turns the stored picture. */
  readonly rotation: 0 | 90 | 180 | 270
  readonly frameRate: FrameRate
  readonly bitrate: number
}

export interface FrameRate {
  readonly constant: boolean
  /** Frames a second: the true rate where it is constant, else the average. */
  readonly perSecond: number
}

export interface AudioTrack {
  readonly codec: string
  readonly codecs?: string
  readonly channels: number
  readonly sampleRate: number
  readonly bitrate?: number
  /** BCP 47, where the file says so. */
  readonly language?: string
}

/** What is wanted of a video. */
export interface Wants {
  /** The HLS ladder (default true). */
  readonly hls?: boolean
  /** 720p25 and, from 1080 lines up, 1080p25 as MP4, for broadcasters (default true). */
  readonly mezzanine?: boolean
  /** The sound alone as M4A (default true). */
  readonly audio?: boolean
  /** Pictures to choose a poster from (default true). */
  readonly posters?: boolean
  /** Bring the loudness to the target of `limits.ts`; the original stays as it is (default false). */
  readonly normalise?: boolean
}

export interface VideoToRender {
  /** The document's id, kept for the reader of the queue; two documents with the same file share a job. */
  readonly id: string
  /** SHA-256 of the file, hex. */
  readonly digest: string
  /** Absolute path of the original; it is only read. */
  readonly file: string
  readonly wants?: Wants
}

export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled'

/** One video's work, as it is kept in `jobs/<id>.json`. */
export interface Job {
  readonly id: string
  readonly video: Required<VideoToRender> & { readonly wants: Required<Wants> }
  /** Threads of each encoder, as of the first time it was asked for: x264's output depends on them. */
  readonly threads: number
  readonly state: JobState
  /** Times a worker began; a crash counts. */
  readonly attempts: number
  /** 0 to 100. */
  readonly percent: number
  /** What is being made: `analysis`, `audio`, `720p` …; absent while nothing is. */
  readonly step?: string
  /** Short, for people; of ffmpeg's output only the last lines. */
  readonly error?: string
  /** ISO 8601. */
  readonly queuedAt: string
  readonly updatedAt: string
  /** ISO 8601; not taken before it. Set after a failure that may pass. */
  readonly notBefore?: string
}

export type RenditionKind =
  'hls-master' | 'hls-playlist' | 'hls-media' | 'mezzanine' | 'audio' | 'poster'

/** A finished file. Names are flat and ASCII, and playlists refer to each other by them: publish all under one folder. */
export interface RenditionFile {
  readonly kind: RenditionKind
  /** Within its kind: `720p`, `1080p25`, `poster-2`. */
  readonly name: string
  /** In the workshop's `output` directory; never reused for other bytes of another video. */
  readonly filename: string
  readonly mediaType: string
  readonly bytes: number
  /** SHA-256, hex. */
  readonly digest: string
  readonly width?: number
  readonly height?: number
  /** On average; of a master playlist that of its best rung. */
  readonly bitrate?: number
  /** RFC 6381, video and sound joined by a comma. */
  readonly codecs?: string
  readonly frameRate?: number
  readonly durationSeconds?: number
  /** Posters: the moment of the video they show. */
  readonly atSeconds?: number
}

export interface Renditions {
  readonly job: string
  /** Digest of the original. */
  readonly source: string
  readonly files: readonly RenditionFile[]
  readonly analysis: Analysis
}

export interface Span {
  readonly start: number
  readonly end: number
}

/** What a pass of ffmpeg over the original measured. */
export interface Analysis {
  /** Absent without sound, and where the sound is silence. */
  readonly loudness?: Loudness
  readonly black: readonly Span[]
  readonly frozen: readonly Span[]
  readonly silent: readonly Span[]
  /** Share of frames that are interlaced, 0 to 1; absent where nothing could be told. */
  readonly interlaced?: number
  readonly scenes: readonly Scene[]
  /** Decibels the sound of the renditions was raised; absent where it was not asked for. */
  readonly gain?: number
}

export interface Scene {
  readonly at: number
  /** 0 to 100. */
  readonly score: number
}

/** EBU R 128 / ITU-R BS.1770. */
export interface Loudness {
  /** LUFS (LKFS). */
  readonly integrated: number
  /** dBTP. */
  readonly truePeak: number
  /** LU. */
  readonly range: number
}
