export type * from './captions/cues'
export { CaptionError } from './captions/cues'
export { VIDEO_ERRORS, VideoError, type VideoErrorCode } from './errors'
export { CHECKS, type CheckId } from './ingest/checks'
export type * from './ingest/types'
export type * from './types'
export type * from './workshop/types'
export { LIMITS } from './limits'
export { probe } from './probe'
export { findFfmpeg } from './renditions/ffmpeg'
export {
  masterPlaylist,
  subtitlePlaylist,
  type SubtitleTrack,
  type Variant,
} from './renditions/playlists'
export { openVideoWorkshop } from './workshop/workshop'
export {
  captionsOfChapters,
  chaptersFromCaptions,
  chaptersFromList,
  type Chapter,
} from './captions/chapters'
export { captionLanguage, readCaptions, type CaptionFile } from './captions/read-captions'
export { transcriptOf } from './captions/transcript'
export { writeWebVtt } from './captions/webvtt'
export { ingestReport } from './ingest/report'
