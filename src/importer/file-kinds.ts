/** Kinds of files by extension, and the check that the bytes are what the extension says. */
import { open } from 'node:fs/promises'
import { extname } from 'node:path'

import { ALL_FORMATS, FilePathSource, Input } from 'mediabunny'
import sharp, { type Metadata } from 'sharp'

import { messageOf } from '@/core'

import { Refusal } from './errors'
import {
  checkSize,
  decodeText,
  readBytes,
  type FileKind,
  type ImportFile,
} from './import-folder-files'
import { LIMITS } from './limits'
import { checkArchive } from './word/check-zip'

/** What sharp or mediabunny calls the content of each extension. */
const IMAGE_FORMATS: Readonly<Record<string, readonly string[]>> = {
  jpg: ['jpeg'],
  jpeg: ['jpeg'],
  png: ['png'],
  webp: ['webp'],
  gif: ['gif'],
  avif: ['heif'],
}
const VIDEO_FORMATS: Readonly<Record<string, readonly string[]>> = {
  mp4: ['video/mp4', 'video/quicktime'],
  mov: ['video/quicktime', 'video/mp4'],
  webm: ['video/webm'],
  mkv: ['video/x-matroska', 'video/matroska', 'video/webm'],
}
const AUDIO_FORMATS: Readonly<Record<string, readonly string[]>> = {
  mp3: ['audio/mpeg'],
  m4a: ['video/mp4', 'audio/mp4', 'video/quicktime'],
  wav: ['audio/wav'],
  ogg: ['application/ogg', 'audio/ogg'],
}
const TEXTS = ['vtt', 'srt', 'csv', 'txt']
const ARCHIVES = ['docx', 'xlsx', 'pptx', 'zip', 'epub']

export type MediaKind = 'image' | 'video' | 'audio' | 'attachment'

/** Lower case, without the dot. */
export const extensionOf = (path: string): string => extname(path).slice(1).toLowerCase()

/** The kind of a media file; undefined for what can't be imported as one. */
export function mediaKind(path: string): MediaKind | undefined {
  const extension = extensionOf(path)
  if (extension in IMAGE_FORMATS) return 'image'
  if (extension in VIDEO_FORMATS) return 'video'
  if (extension in AUDIO_FORMATS) return 'audio'
  return [...TEXTS, ...ARCHIVES, 'pdf'].includes(extension) ? 'attachment' : undefined
}

/** What was learnt from looking into the file. */
export interface Inspection {
  readonly kind: MediaKind
  readonly durationSeconds?: number
}

/** Checks size and content of a media file; refuses what is not what its extension says. */
export async function inspectMedia(file: ImportFile, field: string): Promise<Inspection> {
  const kind = mediaKind(file.path)
  if (kind === undefined) throw new Refusal({ code: 'unsupported-file', field, value: file.path })
  checkSize(file, kind satisfies FileKind)
  const extension = extensionOf(file.path)
  if (kind === 'image') {
    await checkImage(file.absolute, file.path, IMAGE_FORMATS[extension] ?? [])
    return { kind }
  }
  if (kind === 'attachment') {
    await checkAttachment(file, extension)
    return { kind }
  }
  const formats = { ...VIDEO_FORMATS, ...AUDIO_FORMATS }[extension] ?? []
  return { kind, durationSeconds: await durationOf(file, formats) }
}

/** For a picture on disk or in memory. */
export async function checkImage(
  input: string | Buffer,
  name: string,
  formats: readonly string[],
): Promise<void> {
  let metadata: Metadata
  try {
    metadata = await sharp(input, { limitInputPixels: LIMITS.image.pixels }).metadata()
  } catch (error) {
    throw mismatch(name, messageOf(error))
  }
  if (!formats.includes(metadata.format)) throw mismatch(name, metadata.format)
  const pixels = metadata.width * metadata.height
  if (pixels > LIMITS.image.pixels) {
    const detail = `${String(pixels)} > ${String(LIMITS.image.pixels)} pixels`
    throw new Refusal({ code: 'file-too-large', value: name, detail })
  }
}

/** Formats sharp may find in a picture of this extension. */
export const imageFormats = (extension: string): readonly string[] => IMAGE_FORMATS[extension] ?? []

async function durationOf(file: ImportFile, formats: readonly string[]): Promise<number> {
  const input = new Input({ formats: ALL_FORMATS, source: new FilePathSource(file.absolute) })
  try {
    if (!(await input.canRead())) throw mismatch(file.path, 'unknown format')
    const { mimeType } = await input.getFormat()
    if (!formats.includes(mimeType)) throw mismatch(file.path, mimeType)
    return Math.round((await input.computeDuration()) * 10) / 10
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw mismatch(file.path, messageOf(error))
  } finally {
    input.dispose()
  }
}

async function checkAttachment(file: ImportFile, extension: string): Promise<void> {
  if (TEXTS.includes(extension)) {
    const text = decodeText(await readBytes(file, 'text'))
    if (text.includes('\0')) throw mismatch(file.path, 'binary data')
    if (extension === 'vtt' && !/^\uFEFF?WEBVTT(?:[ \t\r\n]|$)/.test(text)) {
      throw mismatch(file.path, 'no WEBVTT header')
    }
    return
  }
  if (extension === 'pdf') {
    if ((await headOf(file.absolute, 5)).toString('latin1') !== '%PDF-') {
      throw mismatch(file.path, 'no PDF header')
    }
    return
  }
  await checkArchive(file, extension)
}

async function headOf(absolute: string, length: number): Promise<Buffer> {
  const handle = await open(absolute)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

const mismatch = (value: string, detail: string): Refusal =>
  new Refusal({ code: 'content-does-not-match-extension', value, detail })
