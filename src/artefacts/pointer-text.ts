/** Pointers as text: one spelling per meaning, so that equal texts are equal answers. */
import { validateHeaderName, validateHeaderValue } from 'node:http'

import type { Artefact, FilePointer, Pointer } from '@/core'

import { assertPublicPath } from './paths'

/** The answer's own headers; an artefact may not claim them. */
const RESERVED_HEADERS: ReadonlySet<string> = new Set([
  'accept-ranges',
  'cache-control',
  'connection',
  'content-encoding',
  'content-length',
  'content-range',
  'content-type',
  'date',
  'etag',
  'last-modified',
  'set-cookie',
  'transfer-encoding',
  'vary',
])

export const pointerText = (pointer: Pointer): string => JSON.stringify(pointer)

export const readPointer = (text: string): Pointer => JSON.parse(text) as Pointer

/** The pointer of an artefact whose bytes have that digest. Throws a RangeError naming what can't be answered so. */
export function filePointer(artefact: Artefact, digest: string): FilePointer {
  const { path, mediaType, body, cacheControl, headers } = artefact
  assertPublicPath(path)
  assertDate(path, artefact.lastModified)
  assertHeader(path, 'Content-Type', mediaType)
  if (cacheControl !== undefined) assertHeader(path, 'Cache-Control', cacheControl)
  return {
    kind: 'file',
    path,
    digest,
    bytes: body.byteLength,
    mediaType,
    lastModified: artefact.lastModified,
    ...(cacheControl === undefined ? {} : { cacheControl }),
    ...(headers === undefined ? {} : { headers: checkedHeaders(path, headers) }),
  }
}

/** Throws a RangeError when the text is no point in time. */
export function assertDate(path: string, text: string): void {
  if (Number.isNaN(Date.parse(text))) {
    throw new RangeError(`${path}: ${JSON.stringify(text)} is not a date in ISO 8601`)
  }
}

/** Throws a RangeError when HTTP can't carry the header. */
export function assertHeader(path: string, name: string, value: string): void {
  try {
    validateHeaderName(name)
    validateHeaderValue(name, value)
  } catch (cause) {
    throw new RangeError(`${path}: the header ${name}: ${value} can't be sent`, { cause })
  }
}

function checkedHeaders(
  path: string,
  headers: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const names = Object.keys(headers).sort()
  for (const name of names) {
    assertHeader(path, name, headers[name] ?? '')
    if (RESERVED_HEADERS.has(name.toLowerCase())) {
      throw new RangeError(`${path}: the header ${name} is the server's own`)
    }
  }
  return Object.fromEntries(names.map((name) => [name, headers[name] ?? '']))
}
