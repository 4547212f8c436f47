/** Where an edition is read: `NEWSPAPER/2014-07-02`, given at its first publication and never changed. */
import type { CollectionBeforeChangeHook, Payload } from 'payload'

import { timeZoneOf } from '../broadcast/endpoints'
import { dayOf } from '../broadcast/local-day'

interface Written {
  readonly _status?: string
  readonly newspaper?: string | { readonly id: string }
  readonly dueAt?: string
  readonly address?: string | null
}

/** A second edition of a day is `NEWSPAPER/2014-07-02-2`. */
export const giveAddress: CollectionBeforeChangeHook = async ({ data, originalDoc, req }) => {
  const written = data as Written
  const known = (originalDoc as Written | undefined)?.address ?? written.address
  if (written._status !== 'published' || known) return { ...data, ...(known && { address: known }) }
  const { newspaper, dueAt } = written
  const id = typeof newspaper === 'object' ? newspaper.id : newspaper
  if (!id || !dueAt) return data
  const { payload } = req
  const found = await payload.findByID({
    ...{ collection: 'newspapers', id, depth: 0, disableErrors: true, overrideAccess: true, req },
  })
  if (!found) return data
  const first = `${found.slug}/${dayOf(new Date(dueAt).toISOString(), timeZoneOf(payload))}`
  let address = first
  for (let number = 2; await isTaken(payload, address, req); number += 1) {
    address = `${first}-${String(number)}`
  }
  return { ...data, address }
}

const isTaken = async (
  payload: Payload,
  address: string,
  req: Parameters<CollectionBeforeChangeHook>[0]['req'],
): Promise<boolean> =>
  (await payload.db.count({ collection: 'editions', where: { address: { equals: address } }, req }))
    .totalDocs > 0
