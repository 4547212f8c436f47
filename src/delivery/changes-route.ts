/** `/changes.json`: the change log for consumers, in pages, with tokens that stay valid as long as the log does. */
import type { ServerResponse } from 'node:http'

import type { RequestHandler } from 'express'
import { z } from 'zod'

import type { ChangeLog } from '@/artefacts'
import { absoluteUrl, type Change, type Site } from '@/core'

import { JSON_TYPE, layered, type Headers } from './headers'
import { representBytes, representStatus } from './representation'
import { respond } from './respond'
import { en } from './texts.en'
import { zh } from './texts.zh'

export const CHANGES_PER_PAGE = 500
/** Of the answer's form, not of its content. */
const VERSION = 1

export type ChangesErrorCode = 'MALFORMED_TOKEN' | 'MALFORMED_LIMIT' | 'RESYNC'

const LIMIT = z
  .string()
  .regex(/^\d{1,3}$/)
  .transform(Number)
  .refine((limit) => limit >= 1 && limit <= CHANGES_PER_PAGE)

export interface Token {
  readonly epoch: string
  readonly seq: number
}

export const writeToken = ({ epoch, seq }: Token): string =>
  Buffer.from(`${epoch}.${String(seq)}`).toString('base64url')

/** `undefined` for a text that is no token of ours. */
export function readToken(text: string): Token | undefined {
  const [, epoch, seq] =
    /^([0-9a-f]*)\.(\d{1,15})$/.exec(Buffer.from(text, 'base64url').toString('latin1')) ?? []
  if (epoch === undefined || seq === undefined) return undefined
  const token = { epoch, seq: Number(seq) }
  // Only the spelling we gave out.
  return writeToken(token) === text ? token : undefined
}

export function changesRoute(
  log: Pick<ChangeLog, 'page'>,
  site: Pick<Site, 'publicUrl'>,
  security: Headers,
): RequestHandler {
  const headers = layered(security, { 'Content-Type': JSON_TYPE, 'Cache-Control': 'no-cache' })
  const refuse = (
    request: Parameters<RequestHandler>[0],
    response: ServerResponse,
    status: number,
    code: ChangesErrorCode,
    text: keyof typeof zh.changes,
  ): void => {
    const body = json({ error: { code, message: zh.changes[text], messageEn: en.changes[text] } })
    void respond(request, response, representStatus(status, body, headers))
  }

  return async (request, response) => {
    const { since, limit } = request.query
    const size = LIMIT.safeParse(limit ?? String(CHANGES_PER_PAGE))
    if (!size.success) {
      refuse(request, response, 400, 'MALFORMED_LIMIT', 'limit')
      return
    }
    const token = since === undefined || since === '' ? START : readToken(textOf(since))
    if (!token) {
      refuse(request, response, 400, 'MALFORMED_TOKEN', 'malformedToken')
      return
    }
    const { epoch, last, changes } = await log.page(token.seq, size.data)
    // Whoever has seen nothing yet may begin with any edition of the log.
    if ((token.seq > 0 && token.epoch !== epoch) || token.seq > last) {
      refuse(request, response, 410, 'RESYNC', 'resync')
      return
    }
    const seen = changes.at(-1)?.seq ?? token.seq
    const body = json({
      version: VERSION,
      changes: changes.map((change) => publicChange(change, site)),
      next: writeToken({ epoch, seq: seen }),
      hasMore: seen < last,
    })
    await respond(request, response, representBytes(body, headers))
  }
}

const START: Token = { epoch: '', seq: 0 }

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

const json = (value: unknown): Buffer => Buffer.from(`${JSON.stringify(value)}\n`)

/** What consumers see: numbers stay inside tokens, addresses are whole. */
function publicChange(change: Change, site: Pick<Site, 'publicUrl'>): object {
  const { seq: _seq, path, ...rest } = change
  return { ...rest, url: absoluteUrl(site, path) }
}
