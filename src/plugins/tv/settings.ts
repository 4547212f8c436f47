/** What an operator may set. */
import { z } from 'zod'

import { DeliveryError } from '@/core'

const schema = z
  .strictObject({
    /** The station's name in the schedule. Default: the site's title. */
    stationName: z.string().trim().min(1).optional(),
    /** Its id in the schedule, like a DNS name (RFC 2838). Default: `tv.` and the site's tag authority. */
    stationId: z
      .string()
      .regex(/^[\w-]+(\.[\w-]+)+$/, 'like a DNS name')
      .optional(),
  })
  .transform(({ stationName, stationId }) => ({
    ...(stationName === undefined ? {} : { stationName }),
    ...(stationId === undefined ? {} : { stationId }),
  }))

export interface TvSettings {
  readonly stationName?: string
  readonly stationId?: string
}

export function readSettings(raw: unknown): TvSettings {
  const result = schema.safeParse(raw ?? {})
  if (result.success) return result.data
  throw new DeliveryError('SETTINGS_INVALID', `TV: ${z.prettifyError(result.error)}`, {
    cause: result.error,
  })
}
