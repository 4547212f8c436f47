/**
 * Addresses and numbers at rest, and the links in messages. Everything hangs on PAYLOAD_SECRET by HKDF: one key for
 * encryption, one for look-up, one for links. Whoever has the store without the secret can neither read an address nor
 * test whether one is in it.
 */
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'

import { openSealing } from '@/core/sealing'

const SALT = 'quanmei/mailing'
const MAC_BYTES = 12

export const LINK_PURPOSES = ['unsubscribe', 'preferences', 'confirm', 'bounce', 'copy'] as const
export type LinkPurpose = (typeof LINK_PURPOSES)[number]

/** What a link speaks of: a subscriber's number, a mailing's (0: none), and a stamp that makes it good once. */
export interface Link {
  readonly subscriber: number
  readonly mailing: number
  readonly stamp: number
}

export interface Vault {
  /** The same for the same address, with a key: for uniqueness, look-up and suppression. 43 characters. */
  lookup(kind: 'email' | 'phone', address: string): string
  /** AES-256-GCM, bound to the look-up key, so that rows can't be swapped. */
  seal(address: string, lookup: string): string
  /** Throws when it was sealed with another secret or for another row. */
  open(sealed: string, lookup: string): string
  /** Lower-case hexadecimal of a fixed length, so that every message has the same one and mail servers may change its case. */
  sign(purpose: LinkPurpose, link: Link): string
  /** `undefined` for anything `sign` did not make for that purpose. */
  verify(purpose: LinkPurpose, token: string): Link | undefined
}

/** 6 bytes each of subscriber and stamp, 4 of mailing, the MAC. */
const BODY_BYTES = 16
export const LINK_LENGTH = (BODY_BYTES + MAC_BYTES) * 2

export function openVault(secret: string): Vault {
  const key = (use: string): Buffer => Buffer.from(hkdfSync('sha256', secret, SALT, use, 32))
  const sealer = openSealing(secret, SALT, 'address')
  const looking = key('look-up')
  const linking = key('link')

  const macOf = (purpose: LinkPurpose, body: Buffer): Buffer =>
    createHmac('sha256', linking)
      .update(`${purpose}\0`)
      .update(body)
      .digest()
      .subarray(0, MAC_BYTES)

  return {
    lookup: (kind, address) =>
      createHmac('sha256', looking).update(`${kind}\0${address}`).digest('base64url'),
    seal: (address, lookup) => sealer.seal(address, lookup),
    open: (sealed, lookup) => sealer.open(sealed, lookup),
    sign(purpose, { subscriber, mailing, stamp }) {
      const body = Buffer.alloc(BODY_BYTES)
      body.writeUIntBE(subscriber, 0, 6)
      body.writeUInt32BE(mailing, 6)
      body.writeUIntBE(stamp, 10, 6)
      return Buffer.concat([body, macOf(purpose, body)]).toString('hex')
    },
    verify(purpose, token) {
      if (token.length !== LINK_LENGTH || !/^[0-9a-f]+$/i.test(token)) return undefined
      const bytes = Buffer.from(token, 'hex')
      const body = bytes.subarray(0, BODY_BYTES)
      if (!timingSafeEqual(bytes.subarray(BODY_BYTES), macOf(purpose, body))) return undefined
      return {
        subscriber: body.readUIntBE(0, 6),
        mailing: body.readUInt32BE(6),
        stamp: body.readUIntBE(10, 6),
      }
    },
  }
}
