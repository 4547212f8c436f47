import type { Command } from 'commander'

import { PARTNER_KEYS } from '@/collections/partners/endpoints'
import { partnerRows, tellGrants } from '@/jobs/partner-grants'

import { keyCommands } from './key-commands'

export const partnersCommand = (): Command =>
  keyCommands({
    name: 'partners',
    holders: PARTNER_KEYS,
    noun: { zh: '播出机构', en: 'TV partner' },
    rows: partnerRows,
    tell: tellGrants,
  })
