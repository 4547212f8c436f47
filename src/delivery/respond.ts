/** Sends a prepared answer: conditions, ranges, HEAD. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'

import parseRange from 'range-parser'

import type { OpenFile } from '@/artefacts'

import { evaluate, rangeApplies } from './conditional'
import { acceptedEncodings } from './encoding'
import { flat, layered } from './headers'
import type { Representation, Variants } from './representation'

/** Which representation the client gets; `undefined` when it refuses every one there is. */
export function chooseVariant(
  request: IncomingMessage,
  variants: Variants,
): Representation | undefined {
  const { identity } = variants
  const accepted = acceptedEncodings(request.headers['accept-encoding'])
  // Parts are cut from the plain bytes, which every client can put together again.
  if (identity.status !== 200) return identity
  if (request.headers.range !== undefined && accepted.includes('identity')) return identity
  for (const encoding of accepted) {
    const found = variants[encoding]
    if (found) return found
  }
  return undefined
}

/**
 * Answers a GET or HEAD. Synchronous for what is in memory; otherwise the promise ends with the answer, and fails when
 * the bytes could not be opened, nothing having been sent.
 */
export function respond(
  request: IncomingMessage,
  response: ServerResponse,
  chosen: Representation,
): number | Promise<number> {
  if (chosen.etag !== '') {
    const verdict = evaluate(request.headers, chosen)
    if (verdict !== 200) return sendEmpty(response, verdict, chosen)
  }
  const { range, 'if-range': ifRange } = request.headers
  if (range !== undefined && request.method === 'GET' && chosen.status === 200) {
    if (rangeApplies(typeof ifRange === 'string' ? ifRange : undefined, chosen)) {
      const part = partOf(range, chosen.bytes)
      if (part) return sendPart(response, chosen, part)
    }
  }
  const { source, status } = chosen
  if (request.method === 'HEAD') {
    response.writeHead(status, chosen.full)
    response.end()
    return status
  }
  if (Buffer.isBuffer(source)) {
    response.writeHead(status, chosen.full)
    response.end(source)
    return status
  }
  return stream(response, status, chosen.full, source)
}

type Part = 'unsatisfiable' | { readonly start: number; readonly end: number }

/** One range; several are answered with the whole, as RFC 9110 allows, and what is no range is ignored. */
function partOf(header: string, bytes: number): Part | undefined {
  const ranges = parseRange(bytes, header)
  if (ranges === -1) return 'unsatisfiable'
  if (ranges === -2 || ranges.type !== 'bytes' || ranges.length !== 1) return undefined
  return ranges[0]
}

function sendPart(
  response: ServerResponse,
  chosen: Representation,
  part: Part,
): number | Promise<number> {
  const { bytes, headers, source } = chosen
  if (part === 'unsatisfiable') {
    response.writeHead(
      416,
      flat(
        layered(headers, { 'Content-Range': `bytes */${String(bytes)}`, 'Content-Length': '0' }),
      ),
    )
    response.end()
    return 416
  }
  const { start, end } = part
  const head = flat(
    layered(headers, {
      'Content-Range': `bytes ${String(start)}-${String(end)}/${String(bytes)}`,
      'Content-Length': String(end - start + 1),
    }),
  )
  if (!Buffer.isBuffer(source)) return stream(response, 206, head, source, part)
  response.writeHead(206, head)
  response.end(source.subarray(start, end + 1))
  return 206
}

function sendEmpty(response: ServerResponse, status: 304 | 412, chosen: Representation): number {
  response.writeHead(
    status,
    status === 304 ? chosen.notModified : [...chosen.notModified, 'Content-Length', '0'],
  )
  response.end()
  return status
}

async function stream(
  response: ServerResponse,
  status: number,
  head: string[],
  open: () => Promise<OpenFile>,
  range?: { readonly start: number; readonly end: number },
): Promise<number> {
  const file = await open()
  response.writeHead(status, head)
  try {
    await pipeline(file.stream(range), response)
  } catch (error) {
    // The client left, or the disk failed midway: the length no longer fits, so the connection is all that can be ended.
    response.destroy(error instanceof Error ? error : undefined)
  }
  return status
}
