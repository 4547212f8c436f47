/** Secrets of webhook endpoints: `whsec_` and base64, as Standard Webhooks writes them; two are good while one is rotated. */
import { randomBytes } from 'node:crypto'

import { openSealing, type Sealing } from '@/core'

import type { EndpointSecret } from './records'

/** Standard Webhooks asks for 24 to 64 bytes. */
const SECRET_BYTES = 32
export const MOST_SECRETS = 2

const sealing = (secret: string): Sealing => openSealing(secret, 'quanmei/push', 'webhooks')

/** `payloadSecret` is Payload's own form of PAYLOAD_SECRET: `payload.secret`. */
export function newSecret(
  payloadSecret: string,
  now: Date,
): { readonly secret: string; readonly kept: EndpointSecret } {
  const secret = `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`
  const id = crypto.randomUUID()
  return {
    secret,
    kept: { id, sealed: sealing(payloadSecret).seal(secret, id), madeAt: now.toISOString() },
  }
}

export const openSecrets = (
  payloadSecret: string,
  secrets: readonly EndpointSecret[],
): readonly string[] => secrets.map(({ id, sealed }) => sealing(payloadSecret).open(sealed, id))
