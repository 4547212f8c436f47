/** Small secrets at rest: AES-256-GCM under a key that hangs on PAYLOAD_SECRET by HKDF, bound to where they belong. */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

const IV_BYTES = 12
const TAG_BYTES = 16

export interface Sealing {
  /** base64url of IV, tag and text. `bound` is what it belongs to, so that rows can't be swapped. */
  seal(text: string, bound: string): string
  /** Throws when it was sealed with another secret, or for something else. */
  open(sealed: string, bound: string): string
}

/** `salt` and `use` name the key: two of them never give the same one. */
export function openSealing(secret: string, salt: string, use: string): Sealing {
  const key = Buffer.from(hkdfSync('sha256', secret, salt, use, 32))
  return {
    seal(text, bound) {
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(bound))
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')
    },
    open(sealed, bound) {
      const bytes = Buffer.from(sealed, 'base64url')
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES), {
        authTagLength: TAG_BYTES,
      })
        .setAAD(Buffer.from(bound))
        .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
      const text = decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES))
      return Buffer.concat([text, decipher.final()]).toString('utf8')
    },
  }
}
