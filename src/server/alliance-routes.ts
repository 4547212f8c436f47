/**
 * `/alliance/v1/…`: what sites of the alliance may take, by key. Needs no database: what they may take lies on a shelf, and
 * the records in a file of their own. Each call of a known key is noted in the log of what sites took.
 */
import type { ArtefactStore } from '@/artefacts'
import type { Site, SyndicationReader } from '@/core'
import type { ApiRoute } from '@/delivery'
import type { PartnerLog } from '@/partner-log'
import { answerApi, API_BASE, readGrants, SITES_SHELF } from '@/plugins/alliance'

import { callCounter, kept } from './fresh'

/** How long grants are used again: what changes is seen within this. */
const FRESH_MS = 1000
const MINUTE_MS = 60_000
/** Characters that are noted. */
const LONGEST_PATH = 400
const LONGEST_AGENT = 200

export interface AllianceRoutesOptions {
  readonly store: Pick<ArtefactStore, 'shelf'>
  readonly reader: SyndicationReader
  readonly site: () => Promise<Site>
  readonly log: PartnerLog
  readonly now: () => Date
  /** Told of keys that nobody has: a site's mistake, or somebody who tries. */
  readonly onRefused: (path: string) => void
}

export function allianceRoute(options: AllianceRoutesOptions): ApiRoute {
  const { store, reader, site, log, now, onRefused } = options
  const grants = kept(() => readGrants(store.shelf(SITES_SHELF)), now, FRESH_MS)
  const count = callCounter(now, MINUTE_MS)
  return {
    prefix: `${API_BASE}/`,
    async answer({ method, path, query, key, userAgent }) {
      const below = path.slice(API_BASE.length)
      const { audit, ...answer } = await answerApi(
        { method, path: below, query, key },
        { grants: await grants(), reader, site: await site(), now: now(), count },
      )
      if (!audit) {
        if (answer.status === 401) onRefused(below)
        return { answer }
      }
      return {
        answer,
        sent(status, bytes) {
          log.note({
            at: now().toISOString(),
            partner: audit.site,
            key: audit.key,
            method,
            path: below.slice(0, LONGEST_PATH),
            status,
            bytes,
            userAgent: userAgent.slice(0, LONGEST_AGENT),
            ...(audit.documents.length > 0 ? { documents: audit.documents } : {}),
            ...(audit.acknowledged === undefined ? {} : { acknowledged: audit.acknowledged }),
          })
        },
      }
    },
  }
}
