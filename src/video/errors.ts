/** Why a file can't be used as a video. A stable code for programs, a sentence for people. */
export const VIDEO_ERRORS = {
  /** Neither MP4, MOV, WebM nor MKV: whatever its name says. */
  NOT_A_VIDEO: 'the file is no MP4, MOV, WebM or MKV',
  /** The file says it is longer than it is. */
  TRUNCATED: 'the file ends before its content does',
  /** A container we know without a picture, or with one nobody can name. */
  UNSUPPORTED: 'the file has no usable video track',
  /** The file can't be opened or read. */
  UNREADABLE: 'the file can’t be read',
  /** ffmpeg is not there, or is too old or lacks an encoder. */
  NO_FFMPEG: 'ffmpeg is not available',
  /** ffmpeg ended with an error. */
  FFMPEG_FAILED: 'ffmpeg failed',
  /** Not the file that was enqueued: its digest differs. */
  SOURCE_CHANGED: 'the file is another one than was enqueued',
} as const

export type VideoErrorCode = keyof typeof VIDEO_ERRORS

export class VideoError extends Error {
  override readonly name = 'VideoError'
  readonly code: VideoErrorCode

  constructor(code: VideoErrorCode, detail?: string, options?: ErrorOptions) {
    super(detail === undefined ? VIDEO_ERRORS[code] : `${VIDEO_ERRORS[code]}: ${detail}`, options)
    this.code = code
  }
}
