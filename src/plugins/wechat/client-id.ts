import { createHash } from 'node:crypto'

/** `clientmsgid`: the same for the same delivery, 40 of at most 64 bytes. */
export const clientId = (key: string): string => createHash('sha1').update(key).digest('hex')
