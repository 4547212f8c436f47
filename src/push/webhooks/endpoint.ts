/** Who is told of publications, and of which. */
import type { Change, ContentType, DeliveryAction } from '@/core'

export interface Endpoint {
  readonly id: string
  readonly url: string
  /** `whsec_…`, newest first; while a secret is rotated the one before is still good. */
  readonly secrets: readonly string[]
  /** Empty: all. */
  readonly actions: readonly DeliveryAction[]
  readonly types: readonly ContentType[]
  readonly isEnabled: boolean
  /** Milliseconds since the epoch: when it was switched on. Of what came before it is not told. */
  readonly since: number
  /** A wish for a test event, by a name of its own. */
  readonly test?: string
  /** A wish to have everything from a moment (ISO 8601) on once more, by a name of its own. */
  readonly replay?: { readonly id: string; readonly from: string }
}

export const wants = (
  { actions, types }: Pick<Endpoint, 'actions' | 'types'>,
  change: Pick<Change, 'action' | 'type'>,
): boolean =>
  (actions.length === 0 || actions.includes(change.action)) &&
  (types.length === 0 || types.some((type) => type === change.type))
