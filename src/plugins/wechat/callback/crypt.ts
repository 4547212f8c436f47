/**
 * Signatures and the safe mode of callbacks, as WeChat documents them (channel-facts A9): SHA-1 over the sorted parts, AES-256-CBC
 * with the key's first 16 bytes as IV, padded to 32, around 16 random bytes, the length, the message and the AppID. The padding
 * is checked only after the signature, so nothing can be learned from it.
 */
import { createCipheriv, createDecipheriv, createHash, timingSafeEqual } from 'node:crypto'

const BLOCK = 32
const RANDOM_BYTES = 16
const LENGTH_BYTES = 4
/** EncodingAESKey: 43 characters of Base64 without its padding. */
export const AES_KEY = /^[A-Za-z0-9+/]{43}$/

export const signatureOf = (...parts: readonly string[]): string =>
  createHash('sha1')
    .update([...parts].sort().join(''))
    .digest('hex')

/** In constant time. */
export function isSigned(given: string | null, ...parts: readonly string[]): boolean {
  const wanted = Buffer.from(signatureOf(...parts))
  const got = Buffer.from(given ?? '')
  return got.length === wanted.length && timingSafeEqual(got, wanted)
}

/** `undefined` where it is not for this account, or not what the scheme makes. */
export function decrypt(encrypted: string, aesKey: string, appId: string): string | undefined {
  const key = keyOf(aesKey)
  const bytes = Buffer.from(encrypted, 'base64')
  if (bytes.length === 0 || bytes.length % BLOCK !== 0) return undefined
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  const padded = Buffer.concat([decipher.update(bytes), decipher.final()])
  const padding = padded.at(-1) ?? 0
  if (padding < 1 || padding > BLOCK) return undefined
  const plain = padded.subarray(0, -padding)
  const start = RANDOM_BYTES + LENGTH_BYTES
  if (plain.length < start) return undefined
  const end = start + plain.readUInt32BE(RANDOM_BYTES)
  if (end > plain.length || plain.subarray(end).toString('utf8') !== appId) return undefined
  return plain.subarray(start, end).toString('utf8')
}

/** What the far side does; here for the double. `random` are 16 bytes. */
export function encrypt(text: string, aesKey: string, appId: string, random: Uint8Array): string {
  const key = keyOf(aesKey)
  const body = Buffer.from(text)
  const length = Buffer.alloc(LENGTH_BYTES)
  length.writeUInt32BE(body.length)
  const plain = Buffer.concat([random, length, body, Buffer.from(appId)])
  const padding = BLOCK - (plain.length % BLOCK)
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  const padded = Buffer.concat([plain, Buffer.alloc(padding, padding)])
  return Buffer.concat([cipher.update(padded), cipher.final()]).toString('base64')
}

const keyOf = (aesKey: string): Buffer => Buffer.from(`${aesKey}=`, 'base64')
