/** Television: Media RSS and JSON per column, an XMLTV schedule, and the files they point to. */
import { defineChannel, PULL_CHANNEL, type Channel, type Item } from '@/core'

import { deliverToTv } from './deliver'
import { rebuildTv } from './rebuild'
import { readSettings, type TvSettings } from './settings'

/** `clock` stands in for the port's, by which rights are judged. */
export const createTv = (clock?: () => Date): Channel =>
  defineChannel<TvSettings>({
    id: 'tv',
    label: { zh: '电视栏目', en: 'Television' },
    ...PULL_CHANNEL,
    settings: readSettings,
    selects: (item) => (isForTv(item) ? ['public'] : []),
    deliver: (shipments, context) =>
      deliverToTv(shipments, clock ? { ...context, now: clock } : context),
    rebuild: (context, progress) =>
      rebuildTv(clock ? { ...context, now: clock } : context, progress),
  })

/**
 * A video of a column, or one with an air time, that passed the ingest checks. What fails them later is thereby withdrawn;
 * why it failed stands in the admin, beside the video.
 */
const isForTv = ({ channels, details }: Item): boolean =>
  details.type === 'videos' &&
  (channels.length === 0 || channels.includes('tv')) &&
  details.blocked === undefined &&
  (details.columns !== undefined || details.airings !== undefined)

export const tv = createTv()
