/** What partners may take, as the job `tv-partners` leaves it for the delivery plane. Holds digests of keys, never a key. */
import { z } from 'zod'

import { DeliveryError, FILM_KINDS, type PartnerGrant, type Shelf } from '@/core'

import type { TvSettings } from '../settings'

/** The shelf, beside those of the channels. */
export const PARTNER_SHELF = 'tv-partners'
const NAME = 'grants'

export interface Grants {
  /** The channel's, for the schedule. */
  readonly settings: TvSettings
  readonly partners: readonly PartnerGrant[]
}

const text = z.string()
const schema = z.object({
  settings: z.object({
    stationName: text.exactOptional(),
    stationId: text.exactOptional(),
  }),
  partners: z.array(
    z.object({
      id: text,
      name: text,
      columns: z.array(text),
      kinds: z.array(z.enum(FILM_KINDS)),
      original: z.boolean(),
      minHeight: z.number().exactOptional(),
      maxHeight: z.number().exactOptional(),
      country: text,
      from: text.exactOptional(),
      until: text.exactOptional(),
      days: z.number().exactOptional(),
      keys: z.array(z.object({ id: text, digest: text })),
    }),
  ),
})

/** Nobody has been granted anything before the job's first run. Throws DeliveryError STORAGE_UNAVAILABLE for damage. */
export async function readGrants(shelf: Pick<Shelf, 'read'>): Promise<Grants> {
  const value = await shelf.read(NAME)
  if (value === undefined) return { settings: {}, partners: [] }
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw new DeliveryError(
    'STORAGE_UNAVAILABLE',
    `TV: what is kept of partners cannot be used: ${z.prettifyError(result.error)}`,
    { cause: result.error },
  )
}

/** Answers whether anything was otherwise before. */
export async function writeGrants(shelf: Shelf, grants: Grants): Promise<boolean> {
  if (JSON.stringify(await shelf.read(NAME)) === JSON.stringify(grants)) return false
  await shelf.write(NAME, grants)
  return true
}
