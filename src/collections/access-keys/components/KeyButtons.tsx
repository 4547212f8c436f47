'use client'

import { Button, toast, useConfig, useTranslation } from '@payloadcms/ui'
import { useRouter } from 'next/navigation'
import { formatAdminURL } from 'payload/shared'
import { useState } from 'react'

import { say } from '@/i18n/texts'

import { PostButton } from '../../broadcast/components/PostButton'
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
  label,
}: {
  readonly path: `/${string}`
  readonly scopes?: readonly string[]
  readonly label?: string
}): React.JSX.Element {
  const { i18n } = useTranslation()
  const { config } = useConfig()
  const router = useRouter()
  const [busy, setBusy] = useState(false)
  const [key, setKey] = useState<string>()

  const issue = async (): Promise<void> => {
    setBusy(true)
    try {
      const response = await fetch(formatAdminURL({ apiRoute: config.routes.api, path }), {
        method: 'POST',
        credentials: 'include',
        headers: { 'Content-Type': 'application/json', 'Accept-Language': i18n.language },
        body: JSON.stringify({ action: 'issue', ...(scopes ? { scopes } : {}) }),
      })
      const answer = (await response.json()) as {
        key?: string
        errors?: readonly { message: string }[]
      }
      if (answer.key === undefined) {
        toast.error(answer.errors?.map(({ message }) => message).join(' ') ?? '')
      } else {
        setKey(answer.key)
        router.refresh()
      }
    } catch {
      // No answer, or one that is no JSON: what the server did is unknown until the page is loaded again.
      toast.error(say(t.unreachable, i18n.language))
    } finally {
      setBusy(false)
    }
  }

  return (
    <>
      {key === undefined ? null : (
        <p role="status">
          {say(t.shown, i18n.language)} <code>{key}</code>
        </p>
      )}
      <Button
        buttonStyle="secondary"
        disabled={busy}
        margin={false}
        onClick={() => {
          void issue()
        }}
        size="small"
        type="button"
      >
        {label ?? say(t.issue, i18n.language)}
      </Button>
    </>
  )
}
