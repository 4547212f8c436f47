/** Tokens and cursors: places in the store, signed for the site they were given to. Nothing is remembered of them. */
import { createHmac, timingSafeEqual } from 'node:crypto'

import type { SiteGrant } from '@/core'

export interface Place {
  readonly epoch: string
  readonly seq: number
  /** Of the entitlement; see `entitlementDigest`. */
  readonly scope: string
  /** What it goes on with: `changes`, or a list with its filters. */
  readonly purpose: string
}

const SIGNATURE_BYTES = 12

const signed = (secret: string, { id }: Pick<SiteGrant, 'id'>, text: string): Buffer =>
  createHmac('sha256', secret).update(`${id}\n${text}`).digest().subarray(0, SIGNATURE_BYTES)

export function writeToken(secret: string, site: Pick<SiteGrant, 'id'>, place: Place): string {
  const text = JSON.stringify([place.epoch, place.seq, place.scope, place.purpose])
  return `${Buffer.from(text).toString('base64url')}.${signed(secret, site, text).toString('base64url')}`
}

/** `undefined` for what we did not give to this site. */
export function readToken(
  secret: string,
  site: Pick<SiteGrant, 'id'>,
  token: string,
): Place | undefined {
  const [body = '', signature = '', ...more] = token.split('.')
  const text = Buffer.from(body, 'base64url').toString()
  const expected = signed(secret, site, text)
  const given = Buffer.from(signature, 'base64url')
  if (
    more.length > 0 ||
    secret === '' ||
    given.length !== expected.length ||
    !timingSafeEqual(given, expected)
  ) {
    return undefined
  }
  const [epoch, seq, scope, purpose] = JSON.parse(text) as [string, number, string, string]
  return { epoch, seq, scope, purpose }
}
