import {
  ValidationError,
  type CollectionBeforeChangeHook,
  type CollectionBeforeDeleteHook,
  type CollectionBeforeValidateHook,
  type PayloadRequest,
} from 'payload'

import { say, texts } from '@/i18n/texts'

import { rolesOf } from '../access'

/** The first user, made in the browser or by ADMIN_EMAIL, runs the place. */
export const firstUserIsAdministrator: CollectionBeforeValidateHook = async ({
  data,
  operation,
  req,
}) => {
  if (operation !== 'create') return data
  // Not `count`: without a condition MongoDB refuses it inside a transaction.
  const somebody = await req.payload.db.findOne({
    collection: 'users',
    where: { id: { exists: true } },
    req,
  })
  return somebody === null ? { ...data, roles: ['administrator'] } : data
}

/** Nobody takes the role from the last administrator: only the database could give it back. */
export const keepAnAdministrator: CollectionBeforeChangeHook = async ({
  data,
  operation,
  originalDoc,
  req,
}) => {
  const before = originalDoc as { id?: string } | undefined
  const loses =
    operation === 'update' &&
    rolesOf(before).includes('administrator') &&
    !rolesOf(data).includes('administrator')
  if (loses) await requireAnotherAdministrator(before?.id, req)
  return data
}

/** The same for deleting. */
export const keepLastAdministrator: CollectionBeforeDeleteHook = ({ id, req }) =>
  requireAnotherAdministrator(String(id), req)

async function requireAnotherAdministrator(
  id: string | undefined,
  req: PayloadRequest,
): Promise<void> {
  const { totalDocs } = await req.payload.db.count({
    collection: 'users',
    where: { and: [{ roles: { in: ['administrator'] } }, { id: { not_equals: id } }] },
    req,
  })
  if (totalDocs > 0) return
  const message = say(texts.errors.lastAdministrator, req.i18n.language)
  throw new ValidationError({ collection: 'users', errors: [{ path: 'roles', message }] }, req.t)
}
