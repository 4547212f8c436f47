import type { CheckId } from './checks'

/** Words of the ingest report, English. `{…}` are limits of limits.ts. */
export const en: Readonly<Record<CheckId, { readonly label: string; readonly rule: string }>> = {
  checksum: { label: 'Checksum', rule: 'equals the SHA-256 the sender named, where one was named' },
  size: { label: 'File size', rule: 'at most {bytes}' },
  container: { label: 'Container', rule: 'MP4 or MOV' },
  videoCodec: { label: 'Video codec', rule: 'H.264, H.265 or ProRes' },
  resolution: {
    label: 'Picture size',
    rule: '{lines} lines; below {least} most platforms refuse it',
  },
  frameRate: { label: 'Frame rate', rule: 'constant, {rate} or {double} a second' },
  scan: { label: 'Scan', rule: 'progressive; interlaced with {lines} lines only' },
  audioCodec: { label: 'Audio codec', rule: 'AAC or PCM' },
  audioLayout: { label: 'Channels and sample rate', rule: 'stereo or 5.1, {kilohertz} kHz' },
  loudness: { label: 'Loudness', rule: '{loudness} ±{tolerance} LKFS' },
  truePeak: { label: 'True peak', rule: 'at most {peak} dBTP' },
  black: { label: 'Black', rule: 'no black of {seconds} s or more' },
  frozen: { label: 'Freeze', rule: 'no still picture of {seconds} s or more' },
  silent: { label: 'Silence', rule: 'no silence of {seconds} s or more' },
  duration: { label: 'Duration', rule: 'within {seconds} s of what the document says' },
  startTimecode: { label: 'Start timecode', rule: 'named, as hours:minutes:seconds:frames' },
  poster: { label: 'Poster', rule: 'at least {size}' },
  title: { label: 'Title length', rule: 'there, with at most {characters} characters' },
  captions: { label: 'Captions', rule: 'in one language at least' },
  rights: { label: 'Rights window', rule: 'not over; pointed out {days} days before its end' },
  productionNumber: { label: 'Production number', rule: 'filled in' },
  approvalNumber: { label: 'Approval number', rule: 'filled in' },
}
