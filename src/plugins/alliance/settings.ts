import { z } from 'zod'

import { DeliveryError } from '@/core'

/** The channel has nothing to set: what each site may take is said with the site. */
export type AllianceSettings = Readonly<Record<string, never>>

const schema = z.strictObject({})

/** Throws DeliveryError SETTINGS_INVALID. */
export function readSettings(raw: unknown): AllianceSettings {
  const result = schema.safeParse(raw ?? {})
  if (result.success) return {}
  throw new DeliveryError(
    'SETTINGS_INVALID',
    `联盟渠道的设置有误 / The alliance channel's settings are wrong: ${z.prettifyError(result.error)}`,
    { cause: result.error },
  )
}
