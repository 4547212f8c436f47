'use client'

import { useConfig, useRouteCache } from '@payloadcms/ui'
import { useRouter } from 'next/navigation'
import { formatAdminURL } from 'payload/shared'

import { adminTexts } from '../admin-texts'
import { ActionButton } from './ActionButton'

const t = adminTexts.operations

/** After the answer the list is shown, freshly read: there the new row or the new state is to be seen. */
export function DeliveryActionButtons({
  id,
  action,
}: {
  readonly id: string
  readonly action: 'resend' | 'resolve'
}): React.JSX.Element {
  const router = useRouter()
  const { clearRouteCache } = useRouteCache()
  const { config } = useConfig()
  const onDone = (): void => {
    clearRouteCache()
    router.push(
      formatAdminURL({ adminRoute: config.routes.admin, path: '/collections/deliveries' }),
    )
  }
  const common = { name: action, path: `/deliveries/${id}/${action}`, onDone }
  return action === 'resend' ? (
    <ActionButton action={{ ...t.resend, ...common }} />
  ) : (
    <ActionButton
      action={{
        ...t.resolve,
        ...common,
        note: { field: 'note', label: t.resolve.note },
        choice: {
          field: 'outcome',
          label: t.resolve.outcome,
          options: [
            { value: 'delivered', label: t.resolve.delivered },
            { value: 'failed', label: t.resolve.failed },
          ],
        },
      }}
    />
  )
}
