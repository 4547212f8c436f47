/** What an operator may set. */
import { z } from 'zod'

import { DeliveryError } from '@/core'

import { DEFAULT_ITEMS_PER_FEED, MAX_ITEMS_PER_FEED } from './limits'

const schema = z
  .strictObject({
    /** A WebSub hub to announce in feeds and headers. Default: our own. */
    hubUrl: z.url({ protocol: /^https?$/ }).optional(),
    /** Entries of a subscription document. Default 50. */
    itemsPerFeed: z.int().min(1).max(MAX_ITEMS_PER_FEED).default(DEFAULT_ITEMS_PER_FEED),
    /** Whole texts, or summaries only. Default true. */
    fullText: z.boolean().default(true),
  })
  .transform(({ hubUrl, ...rest }) => ({ ...rest, ...(hubUrl === undefined ? {} : { hubUrl }) }))

export interface FeedSettings {
  readonly hubUrl?: string
  readonly itemsPerFeed: number
  readonly fullText: boolean
}

export function readSettings(raw: unknown): FeedSettings {
  const result = schema.safeParse(raw ?? {})
  if (result.success) return result.data
  const faults = result.error.issues.map(({ path, message }) => {
    const name = path.length === 0 ? 'settings' : path.join('.')
    return `${name}: ${message}`
  })
  throw new DeliveryError('SETTINGS_INVALID', `Feeds: ${faults.join('; ')}`, {
    cause: result.error,
  })
}
