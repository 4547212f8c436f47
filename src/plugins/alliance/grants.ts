/** What sites may take, as the job `alliance-sites` leaves it for the delivery plane. Holds digests of keys, never a key. */
import { z } from 'zod'

import { CONTENT_TYPES, DeliveryError, SITE_KEY_SCOPES, type Shelf, type SiteGrant } from '@/core'

/** The shelf, beside those of the channels. */
export const SITES_SHELF = 'alliance-sites'
const NAME = 'grants'

export interface Grants {
  /** Signs tokens, so that each is good for the site it was given to. */
  readonly tokenSecret: string
  readonly sites: readonly SiteGrant[]
}

const text = z.string()
const schema = z.object({
  tokenSecret: text,
  sites: z.array(
    z.object({
      id: text,
      name: text,
      entitlement: z.object({
        types: z.array(z.enum(CONTENT_TYPES)),
        themes: z.array(text),
        audiences: z.array(text),
        languages: z.array(text),
      }),
      from: text.exactOptional(),
      until: text.exactOptional(),
      isSuspended: z.boolean(),
      perMinute: z.number(),
      perDay: z.number(),
      usedUp: text.exactOptional(),
      keys: z.array(
        z.object({
          id: text,
          digest: text,
          scopes: z.array(z.enum(SITE_KEY_SCOPES)),
          isRevoked: z.boolean(),
        }),
      ),
    }),
  ),
})

/** Nobody has been granted anything before the job's first run. Throws DeliveryError STORAGE_UNAVAILABLE for damage. */
export async function readGrants(shelf: Pick<Shelf, 'read'>): Promise<Grants> {
  const value = await shelf.read(NAME)
  if (value === undefined) return { tokenSecret: '', sites: [] }
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw new DeliveryError(
    'STORAGE_UNAVAILABLE',
    `Alliance: what is kept of sites cannot be used: ${z.prettifyError(result.error)}`,
    { cause: result.error },
  )
}

/** Answers whether anything was otherwise before. */
export async function writeGrants(
  shelf: Pick<Shelf, 'read' | 'write'>,
  grants: Grants,
): Promise<boolean> {
  if (JSON.stringify(await shelf.read(NAME)) === JSON.stringify(grants)) return false
  await shelf.write(NAME, grants)
  return true
}
