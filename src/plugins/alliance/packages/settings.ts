/** What an operator may set. */
import { z } from 'zod'

import { DeliveryError } from '@/core'

import { DEFAULT_LARGEST_FILE_MB, DEFAULT_LARGEST_PACKAGE_MB, DEFAULT_PASS_MARK } from './limits'

const schema = z.strictObject({
  /** Share of right answers that passes a lesson's quiz, where its course says nothing. Default 0.6. */
  passMark: z.number().min(0).max(1).default(DEFAULT_PASS_MARK),
  /** Larger files are linked to, not packed. Default 20. */
  largestFileMb: z.number().min(0).max(500).default(DEFAULT_LARGEST_FILE_MB),
  /** Files beyond this are linked to. Default 100. */
  largestPackageMb: z.number().min(0).max(1000).default(DEFAULT_LARGEST_PACKAGE_MB),
})

export type PackageSettings = Readonly<z.infer<typeof schema>>

export function readSettings(raw: unknown): PackageSettings {
  const result = schema.safeParse(raw ?? {})
  if (result.success) return result.data
  throw new DeliveryError('SETTINGS_INVALID', `Packages: ${z.prettifyError(result.error)}`, {
    cause: result.error,
  })
}
