import type { BeforeDocumentControlsServerProps } from 'payload'

import type { ContentType } from '@/core'

import { mayCorrect, mayOperate } from '../operating-rights'
import { DocumentActionButtons } from './DocumentActionButtons'

/** Withdraw and correct, for those who may. The server asks again when they are pressed. */
export function DocumentActions({
  type,
  user,
}: BeforeDocumentControlsServerProps & { readonly type: ContentType }): React.JSX.Element | null {
  const withdraw = mayOperate(user)
  const correct = mayCorrect(user, type)
  return withdraw || correct ? (
    <DocumentActionButtons correct={correct} withdraw={withdraw} />
  ) : null
}
