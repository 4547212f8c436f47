import type { Command } from 'commander'

import { SITE_KEYS } from '@/collections/alliance/endpoints'
import { siteRows, tellSiteGrants } from '@/jobs/alliance-grants'

import { keyCommands } from './key-commands'

export const allianceCommand = (): Command =>
  keyCommands({
    name: 'alliance',
    holders: SITE_KEYS,
    noun: { zh: '联盟网站', en: 'alliance site' },
    rows: siteRows,
    tell: tellSiteGrants,
    ...(SITE_KEYS.scopes ? { scopes: SITE_KEYS.scopes } : {}),
  })
