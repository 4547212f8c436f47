/** The ingest checks, in the order of a report. */
export const CHECKS = [
  'checksum',
  'size',
  'container',
  'videoCodec',
  'resolution',
  'frameRate',
  'scan',
  'audioCodec',
  'audioLayout',
  'loudness',
  'truePeak',
  'black',
  'frozen',
  'silent',
  'duration',
  'startTimecode',
  'poster',
  'title',
  'captions',
  'rights',
  'productionNumber',
  'approvalNumber',
] as const

export type CheckId = (typeof CHECKS)[number]
