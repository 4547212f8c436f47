import type { BeforeDocumentControlsServerProps } from 'payload'

import { may } from '@/collections/access'
import type { DeliveryState } from '@/core'

import { DeliveryActionButtons } from './DeliveryActionButtons'

/** Resend on a settled row, resolve on a held or submitted one, for those who may. The server asks again when they are pressed. */
export async function DeliveryActions({
  id,
  payload,
  user,
}: BeforeDocumentControlsServerProps & {
  readonly id?: string | number
}): Promise<React.JSX.Element | null> {
  if (!user || id === undefined) return null
  const row = await payload.findByID({
    collection: 'deliveries',
    id: String(id),
    depth: 0,
    disableErrors: true,
    overrideAccess: false,
    user,
  })
  const action = row && ACTIONS[row.state]
  return action && may(user, action, 'deliveries') ? (
    <DeliveryActionButtons action={action} id={String(id)} />
  ) : null
}

const ACTIONS: Readonly<Record<DeliveryState, 'resend' | 'resolve' | undefined>> = {
  pending: undefined,
  sending: undefined,
  delivered: 'resend',
  failed: 'resend',
  superseded: 'resend',
  held: 'resolve',
  submitted: 'resolve',
}
