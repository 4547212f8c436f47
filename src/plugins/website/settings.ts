/** What an operator may set. */
import { z } from 'zod'

import { DeliveryError } from '@/core'

const schema = z.strictObject({
  /** English words beside the Chinese ones. Default true. */
  showEnglish: z.boolean().default(true),
})

export type WebsiteSettings = z.infer<typeof schema>

export function readSettings(raw: unknown): WebsiteSettings {
  const result = schema.safeParse(raw ?? {})
  if (result.success) return result.data
  throw new DeliveryError('SETTINGS_INVALID', `Website: ${z.prettifyError(result.error)}`, {
    cause: result.error,
  })
}
