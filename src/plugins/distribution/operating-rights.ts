/**
 * Who may act on the ledger and on published documents by hand. Publishing and unpublishing stay with
 * src/collections/access/matrix.ts; what is not listed here is refused.
 */
import { may, rolesOf, type Role } from '@/collections/access'
import type { ContentType } from '@/core'

/** The people who run the board. */
const OPERATORS: readonly Role[] = ['administrator', 'operator']

/** Resend, resolve, withdraw. */
export const mayOperate = (user: unknown): boolean =>
  rolesOf(user).some((role) => OPERATORS.includes(role))

/** A correction publishes, so it takes the right to publish. */
export const mayCorrect = (user: unknown, type: ContentType): boolean => may(user, 'publish', type)
