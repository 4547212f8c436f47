/** Where a channel's search index is: beside the artefacts, so that processes which only deliver find it. */
import { join } from 'node:path'

import type { Settings } from '@/settings'

export const searchDirectory = (settings: Pick<Settings, 'artefactsDir'>, row: string): string =>
  join(settings.artefactsDir, 'search', row)
