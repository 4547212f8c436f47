'use client'

import { useTranslation } from '@payloadcms/ui'

import { say } from '@/i18n/texts'

import { PostButton } from '../../components/PostButton'
import { SecretButton } from '../../components/SecretButton'
import { keyTexts as t } from '../texts'

export const RevokeKey = ({
  path,
  keyId,
  label,
}: {
  /** Of the record's keys, below the API's root. */
  readonly path: `/${string}`
  readonly keyId: string
  readonly label: string
}): React.JSX.Element => (
  <PostButton body={{ action: 'revoke', key: keyId }} label={label} path={path} />
)

/** Makes a key and shows it, this once. */
export function IssueKey({
  path,
  scopes,
}: {
  readonly path: `/${string}`
  readonly scopes?: readonly string[]
}): React.JSX.Element {
  const { language } = useTranslation().i18n
  return (
    <SecretButton
      body={{ action: 'issue', ...(scopes ? { scopes } : {}) }}
      label={say(t.issue, language)}
      member="key"
      path={path}
      shown={say(t.shown, language)}
    />
  )
}
