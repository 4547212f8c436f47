import { ValidationError, type CollectionBeforeChangeHook } from 'payload'

import { say, texts } from '@/i18n/texts'

/** Keys are random, so a plain HMAC protects them as long as they can't be guessed. */
export const MIN_API_KEY_LENGTH = 32

/**
 * Payload finds a key's owner by an HMAC-SHA256 of the key (`apiKeyIndex`, made before validation) and beside it stores
 * the key itself, encrypted with the same secret. That copy is of no use to us and would give every key away together
 * with the secret, so it is dropped before anything is written: only the digest stays.
 */
export const keepOnlyKeyDigest: CollectionBeforeChangeHook = ({ data, req }) => {
  const { apiKey } = data as { apiKey?: unknown }
  if (typeof apiKey !== 'string' || apiKey === '') return data
  if (apiKey.length < MIN_API_KEY_LENGTH) {
    const message = say(texts.errors.apiKeyShort, req.i18n.language, {
      min: String(MIN_API_KEY_LENGTH),
    })
    throw new ValidationError({ collection: 'users', errors: [{ path: 'apiKey', message }] }, req.t)
  }
  return { ...data, apiKey: null }
}
