/** What can be answered under one path, prepared as far as possible before anybody asks. */
import { createHash } from 'node:crypto'

import { etagOf, type ArtefactStore, type OpenFile, type Snapshot } from '@/artefacts'
import type { FilePointer, Pointer } from '@/core'

import type { EncodingName } from './encoding'
import {
  DEFAULT_CACHE_CONTROL,
  flat,
  HTML,
  layered,
  PRIVATE_CACHE_CONTROL,
  UPLOAD_CACHE_CONTROL,
  uploadHeaders,
  type Headers,
} from './headers'
import { page, type PageSite } from './pages'

/** Bodies above this are streamed from the disk. */
export const LARGEST_IN_MEMORY = 1024 * 1024

export interface Representation {
  readonly status: number
  /** Empty where there is nothing to validate: only 200 is conditional. */
  readonly etag: string
  readonly lastModifiedMs: number
  readonly bytes: number
  /** Headers for `writeHead`: of the whole answer, and of 304. */
  readonly full: string[]
  readonly notModified: string[]
  /** The same as a record, for the answers that add to them. */
  readonly headers: Headers
  readonly source: Buffer | (() => Promise<OpenFile>)
}

/** Representations of one path; `identity` is always there. */
export interface Variants extends Partial<Readonly<Record<EncodingName, Representation>>> {
  readonly identity: Representation
}

export type Answer =
  | { readonly kind: Exclude<Pointer['kind'], 'upload'>; readonly variants: Variants }
  /** Opened for every request: the media folder is not ours, and its files are large. */
  | { readonly kind: 'upload'; readonly open: () => Promise<OpenUpload | undefined> }

export interface OpenUpload {
  readonly representation: Representation
  /** To be called in any case; closing twice is harmless. */
  close(): Promise<void>
}

export interface Preparing {
  readonly store: ArtefactStore
  readonly site: PageSite
  readonly security: Headers
  /** Kept by no shared cache. Default false. */
  readonly isPrivate?: boolean
}

export async function prepare({ pointer }: Snapshot, context: Preparing): Promise<Answer> {
  const { security, site, store } = context
  const cached = (usual: string): string =>
    context.isPrivate === true ? PRIVATE_CACHE_CONTROL : usual
  switch (pointer.kind) {
    case 'file':
      return { kind: 'file', variants: await fileVariants(pointer, context) }
    case 'upload':
      return {
        kind: 'upload',
        async open() {
          const file = await store.openUpload(pointer.filename)
          if (!file) return undefined
          const representation = represent({
            source: () => Promise.resolve(file),
            bytes: file.bytes,
            etag: `"${file.bytes.toString(16)}.${file.modifiedMs.toString(16)}"`,
            lastModified: pointer.lastModified,
            headers: layered(
              security,
              {
                'Content-Type': pointer.mediaType,
                'Cache-Control': cached(UPLOAD_CACHE_CONTROL),
              },
              { 'Accept-Ranges': 'bytes' },
              uploadHeaders(pointer.mediaType),
            ),
          })
          return { representation, close: () => file.close() }
        },
      }
    case 'gone':
      return {
        kind: 'gone',
        variants: unconditional(
          410,
          pointer.page === undefined
            ? page('gone', site, { notice: pointer.notice })
            : Buffer.from(pointer.page),
          layered(security, {
            'Content-Type': HTML,
            'Cache-Control': cached(DEFAULT_CACHE_CONTROL),
          }),
        ),
      }
    case 'moved':
      return {
        kind: 'moved',
        variants: unconditional(
          301,
          page('moved', site, { link: pointer.to }),
          layered(security, {
            'Content-Type': HTML,
            'Cache-Control': DEFAULT_CACHE_CONTROL,
            Location: pointer.to,
          }),
        ),
      }
  }
}

async function fileVariants(pointer: FilePointer, context: Preparing): Promise<Variants> {
  const { security, store } = context
  const { digest, bytes, encodings } = pointer
  const inMemory = bytes <= LARGEST_IN_MEMORY
  const headers = layered(
    security,
    {
      'Content-Type': pointer.mediaType,
      'Cache-Control': pointer.cacheControl ?? DEFAULT_CACHE_CONTROL,
      Vary: 'Accept-Encoding',
      'Accept-Ranges': 'bytes',
    },
    pointer.headers ?? {},
  )
  const variant = async (of: string, length: number, extra: Headers): Promise<Representation> =>
    represent({
      source: inMemory ? await store.readBlob(of) : () => store.openBlob(of),
      bytes: length,
      etag: etagOf(of),
      lastModified: pointer.lastModified,
      headers: layered(headers, extra),
    })
  return {
    identity: await variant(digest, bytes, {}),
    ...(encodings?.gzip && {
      gzip: await variant(encodings.gzip.digest, encodings.gzip.bytes, {
        'Content-Encoding': 'gzip',
      }),
    }),
    ...(encodings?.br && {
      br: await variant(encodings.br.digest, encodings.br.bytes, { 'Content-Encoding': 'br' }),
    }),
  }
}

/** A computed answer that can still be validated: the tag is made of the bytes. */
export const representBytes = (body: Buffer, headers: Headers): Representation =>
  represent({
    source: body,
    bytes: body.length,
    etag: etagOf(createHash('sha256').update(body).digest('hex')),
    headers,
  })

/** An answer with a status of its own, never 304. */
export const representStatus = (status: number, body: Buffer, headers: Headers): Representation => {
  const all = layered(headers, { 'Content-Length': String(body.length) })
  return {
    status,
    etag: '',
    lastModifiedMs: NaN,
    bytes: body.length,
    full: flat(all),
    notModified: [],
    headers: all,
    source: body,
  }
}

const unconditional = (status: number, body: Buffer, headers: Headers): Variants => ({
  identity: representStatus(status, body, headers),
})

/** Of a 200's headers, those a 304 must repeat, and those that protect whoever reads it. */
const NOT_IN_304 = new Set(['content-type', 'content-encoding', 'accept-ranges'])

function represent(parts: {
  readonly source: Representation['source']
  readonly bytes: number
  readonly etag: string
  readonly lastModified?: string
  readonly headers: Headers
}): Representation {
  const { source, bytes, etag, lastModified, headers } = parts
  const date = lastModified === undefined ? NaN : Math.floor(Date.parse(lastModified) / 1000) * 1000
  const validators = {
    ETag: etag,
    ...(lastModified === undefined ? {} : { 'Last-Modified': new Date(date).toUTCString() }),
  }
  const all = layered(headers, validators)
  return {
    status: 200,
    etag,
    lastModifiedMs: date,
    bytes,
    full: flat({ ...all, 'Content-Length': String(bytes) }),
    notModified: flat(
      Object.fromEntries(
        Object.entries(all).filter(([name]) => !NOT_IN_304.has(name.toLowerCase())),
      ),
    ),
    headers: all,
    source,
  }
}

/** Objects and headers of one representation, roughly. */
const OVERHEAD_BYTES = 2048

/** What the prepared answer costs the cache. */
export function weightOf(answer: Answer): number {
  if (!('variants' in answer)) return OVERHEAD_BYTES
  const { identity, gzip, br } = answer.variants
  let weight = 0
  for (const variant of [identity, gzip, br]) {
    if (!variant) continue
    weight += OVERHEAD_BYTES + (Buffer.isBuffer(variant.source) ? variant.source.length : 0)
  }
  return weight
}
