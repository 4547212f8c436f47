/** What an operator may set. */
import { z } from 'zod'

import { DeliveryError, MAILING_FORMS, type MailingForm } from '@/core'

const schema = z.strictObject({
  /** The forms editions are sent in; subscribers of the others get nothing. Default: all. */
  forms: z
    .array(z.enum(MAILING_FORMS))
    .min(1)
    .default([...MAILING_FORMS]),
})

export interface NewspaperSettings {
  readonly forms: readonly MailingForm[]
}

export function readSettings(raw: unknown): NewspaperSettings {
  const result = schema.safeParse(raw ?? {})
  if (result.success) return result.data
  throw new DeliveryError('SETTINGS_INVALID', `Newspaper: ${z.prettifyError(result.error)}`, {
    cause: result.error,
  })
}
