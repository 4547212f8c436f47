import type { BeforeDocumentControlsServerProps } from 'payload'

import { may } from '@/collections/access'
import type { DocumentType } from '@/core'

import { DocumentActionButtons } from './DocumentActionButtons'

/** Withdraw and correct, for those who may. The server asks again when they are pressed. */
export function DocumentActions({
  type,
  user,
}: BeforeDocumentControlsServerProps & { readonly type: DocumentType }): React.JSX.Element | null {
  const withdraw = may(user, 'withdraw', type)
  const correct = may(user, 'correct', type)
  return withdraw || correct ? (
    <DocumentActionButtons correct={correct} withdraw={withdraw} />
  ) : null
}
