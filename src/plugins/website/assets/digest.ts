/** Addresses that change with what they name, so that it may be kept for ever. */
import { createHash } from 'node:crypto'

const DIGITS = 8

/** `/assets/website-1f2e3d4c.css`. */
export const assetPath = (name: string, extension: string, body: Uint8Array): string =>
  `/assets/${name}-${createHash('sha256').update(body).digest('hex').slice(0, DIGITS)}.${extension}`
