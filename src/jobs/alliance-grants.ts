/** What sites of the alliance may take: from the CMS's rows to the shelf the delivery plane reads. */
import { createHmac } from 'node:crypto'

import type { Payload } from 'payload'

import type { ArtefactStore } from '@/artefacts'
import type { SiteRow } from '@/collections/alliance/records'
import { CONTENT_TYPES, SITE_KEY_SCOPES, SITE_LIMITS, type SiteGrant } from '@/core'
import { SITES_SHELF, writeGrants } from '@/plugins/alliance'
import { findByIds, findRaw } from '@/plugins/distribution/gather'

export interface SiteGrantServices {
  readonly payload: Payload
  readonly artefacts: Pick<ArtefactStore, 'shelf'>
}

export const siteRows = (payload: Payload): Promise<SiteRow[]> =>
  findRaw<SiteRow>(payload, 'alliance-sites', {}, undefined, { sort: 'id' })

/**
 * Leaves what sites may take where the delivery plane reads it; also for commands, which don't wait for the minute.
 * `usedUp` names the sites whose quota of a day (UTC) is used up.
 */
export async function tellSiteGrants(
  { payload, artefacts }: SiteGrantServices,
  rows: readonly SiteRow[],
  usedUp: ReadonlyMap<string, string> = new Map(),
): Promise<{ readonly grants: readonly SiteGrant[]; readonly changed: boolean }> {
  const [themes, audiences] = await Promise.all([
    slugsOf(
      payload,
      'themes',
      rows.flatMap((row) => row.themes ?? []),
    ),
    slugsOf(
      payload,
      'audiences',
      rows.flatMap((row) => row.audiences ?? []),
    ),
  ])
  const grants = rows.map((row): SiteGrant => {
    const day = usedUp.get(row.id)
    return {
      id: row.id,
      name: row.name,
      entitlement: {
        types: CONTENT_TYPES.filter((type) => row.types?.includes(type)),
        themes: known(row.themes, themes),
        audiences: known(row.audiences, audiences),
        languages: [...(row.languages ?? [])].sort(),
      },
      ...(row.from ? { from: new Date(row.from).toISOString() } : {}),
      ...(row.until ? { until: new Date(row.until).toISOString() } : {}),
      isSuspended: row.suspended ?? false,
      perMinute: row.perMinute ?? SITE_LIMITS.perMinute,
      perDay: row.perDay ?? SITE_LIMITS.perDay,
      ...(day === undefined ? {} : { usedUp: day }),
      keys: (row.keys ?? []).map(({ id, digest, scopes, revokedAt }) => ({
        id,
        digest,
        scopes: SITE_KEY_SCOPES.filter((scope) => scopes?.includes(scope)),
        isRevoked: revokedAt !== undefined,
      })),
    }
  })
  // Made of the installation's secret, so that tokens outlive the shelf; the secret itself stays where it is.
  const tokenSecret = createHmac('sha256', payload.secret).update('alliance-tokens').digest('hex')
  const changed = await writeGrants(artefacts.shelf(SITES_SHELF), { tokenSecret, sites: grants })
  return { grants, changed }
}

/**
 * A term that was deleted is kept under its id, which no document has: a site that might take one theme only must not get
 * everything because the theme is gone.
 */
const known = (
  ids: readonly string[] | null | undefined,
  slugs: ReadonlyMap<string, string>,
): readonly string[] => (ids ?? []).map((id) => slugs.get(id) ?? id).sort()

async function slugsOf(
  payload: Payload,
  collection: 'themes' | 'audiences',
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await findByIds<{ id: string; slug: string }>(payload, collection, ids)
  return new Map(rows.map(({ id, slug }) => [id, slug]))
}
