/** Videos of columns, and a channel whose clock stands still. */
import { createTv } from '@/plugins/tv/channel'
import type { Channel, Details, Item } from '@/core'

import { itemOf } from '../../helpers/items'

export const NOON = '2015-03-01T04:00:00.000Z'

export const tvAt = (now: string): Channel => createTv(() => new Date(now))

type VideoDetails = Extract<Details, { type: 'videos' }>

export const COLUMN = { slug: 'night-class', label: '夜课' }

/** An episode of the column `night-class`, with whatever the test is about. */
export function videoOf(
  id: string,
  details: Partial<VideoDetails> = {},
  changes: Partial<Item> = {},
): Item {
  return itemOf('videos', id, {
    ...changes,
    details: {
      type: 'videos',
      video: { url: `/media/${id}.mp4`, mediaType: 'video/mp4', bytes: 1_234_567 },
      durationSeconds: 61,
      captions: [{ url: `/media/${id}.vtt`, mediaType: 'text/vtt', bytes: 99, language: 'zh-CN' }],
      columns: [COLUMN],
      ...details,
    },
  })
}

/** A video that is no column's. */
export function withoutColumns(details: Partial<VideoDetails>): Item {
  const item = videoOf('x', details)
  const { columns: _columns, ...rest } = item.details as VideoDetails
  return { ...item, details: rest }
}
