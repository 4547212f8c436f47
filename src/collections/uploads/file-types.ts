/**
 * What may be uploaded: by extension, the media type served to readers and a look at the first bytes. Browsers and
 * clients send whatever media type they like, so ours comes from here. SVG is left out: it can carry scripts.
 */
interface FileType {
  readonly mediaType: string
  /** What Payload's own content sniffing may call it. */
  readonly detectedAs?: readonly string[]
  readonly matches: (head: Buffer) => boolean
}

/** Bytes of a file that `matches` needs to see. */
export const HEAD_BYTES = 4096

const startsWith =
  (...signatures: readonly (string | readonly number[])[]) =>
  (head: Buffer): boolean =>
    signatures.some((signature) => {
      const bytes =
        typeof signature === 'string' ? Buffer.from(signature, 'latin1') : Buffer.from(signature)
      return head.subarray(0, bytes.length).equals(bytes)
    })

const hasAt =
  (offset: number, text: string) =>
  (head: Buffer): boolean =>
    head.subarray(offset, offset + text.length).toString('latin1') === text

const riff =
  (kind: string) =>
  (head: Buffer): boolean =>
    hasAt(0, 'RIFF')(head) && hasAt(8, kind)(head)

/** ISO base media (MP4, MOV, M4A, AVIF): a `ftyp` box with one of these brands, all brands when none is named. */
const isoMedia =
  (...brands: readonly string[]) =>
  (head: Buffer): boolean =>
    hasAt(4, 'ftyp')(head) &&
    (brands.length === 0 || brands.some((brand) => head.subarray(8, 64).includes(brand)))

const plainText = (head: Buffer): boolean => !head.includes(0)
const zip = startsWith('PK\x03\x04')
const matroska = startsWith([0x1a, 0x45, 0xdf, 0xa3])
/** ID3 tag, or the eleven set bits of an MPEG audio frame. */
const mp3 = (head: Buffer): boolean =>
  startsWith('ID3')(head) || (head[0] === 0xff && ((head[1] ?? 0) & 0xe0) === 0xe0)
const vtt = (head: Buffer): boolean =>
  startsWith('WEBVTT', '\xef\xbb\xbfWEBVTT')(head) && plainText(head)

const office = (kind: string): string => `application/vnd.openxmlformats-officedocument.${kind}`

export const FILE_TYPES: Readonly<Record<string, FileType>> = {
  jpg: { mediaType: 'image/jpeg', matches: startsWith([0xff, 0xd8, 0xff]) },
  jpeg: { mediaType: 'image/jpeg', matches: startsWith([0xff, 0xd8, 0xff]) },
  png: {
    mediaType: 'image/png',
    detectedAs: ['image/apng'],
    matches: startsWith([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  },
  webp: { mediaType: 'image/webp', matches: riff('WEBP') },
  gif: { mediaType: 'image/gif', matches: startsWith('GIF87a', 'GIF89a') },
  avif: { mediaType: 'image/avif', matches: isoMedia('avif', 'avis') },
  mp4: { mediaType: 'video/mp4', detectedAs: ['video/x-m4v'], matches: isoMedia() },
  mov: { mediaType: 'video/quicktime', matches: isoMedia() },
  webm: { mediaType: 'video/webm', matches: matroska },
  mkv: {
    mediaType: 'video/matroska',
    detectedAs: ['video/x-matroska', 'video/webm'],
    matches: matroska,
  },
  mp3: { mediaType: 'audio/mpeg', matches: mp3 },
  m4a: { mediaType: 'audio/mp4', detectedAs: ['audio/x-m4a', 'video/mp4'], matches: isoMedia() },
  wav: {
    mediaType: 'audio/wav',
    detectedAs: ['audio/vnd.wave', 'audio/x-wav'],
    matches: riff('WAVE'),
  },
  ogg: {
    mediaType: 'audio/ogg',
    detectedAs: ['application/ogg', 'audio/opus', 'audio/ogg; codecs=opus'],
    matches: startsWith('OggS'),
  },
  vtt: { mediaType: 'text/vtt', matches: vtt },
  srt: { mediaType: 'application/x-subrip', matches: plainText },
  pdf: { mediaType: 'application/pdf', matches: startsWith('%PDF-') },
  docx: { mediaType: office('wordprocessingml.document'), matches: zip },
  xlsx: { mediaType: office('spreadsheetml.sheet'), matches: zip },
  pptx: { mediaType: office('presentationml.presentation'), matches: zip },
  csv: { mediaType: 'text/csv', matches: plainText },
  txt: { mediaType: 'text/plain', matches: plainText },
  zip: { mediaType: 'application/zip', matches: zip },
  epub: { mediaType: 'application/epub+zip', matches: zip },
}

/** Source files of imports beside the above: texts in the formats the importer reads. */
export const SOURCE_FILE_TYPES: Readonly<Record<string, FileType>> = {
  docx: FILE_TYPES['docx'] ?? { mediaType: '', matches: () => false },
  md: { mediaType: 'text/markdown', matches: plainText },
  html: { mediaType: 'text/html', matches: plainText },
  htm: { mediaType: 'text/html', matches: plainText },
  yaml: { mediaType: 'application/yaml', matches: plainText },
  yml: { mediaType: 'application/yaml', matches: plainText },
}

/** For Payload's own check: our media types and what its sniffing calls the same files. */
export const mediaTypesOf = (types: Readonly<Record<string, FileType>>): string[] => [
  ...new Set(
    Object.values(types).flatMap(({ mediaType, detectedAs }) => [mediaType, ...(detectedAs ?? [])]),
  ),
]
