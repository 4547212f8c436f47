/** Where a channel's records for syncing are: beside the artefacts, so that processes which only deliver find them. */
import { join } from 'node:path'

import type { Settings } from '@/settings'

export const syndicationFile = (settings: Pick<Settings, 'artefactsDir'>, row: string): string =>
  join(settings.artefactsDir, 'syndication', `${row}.db`)
