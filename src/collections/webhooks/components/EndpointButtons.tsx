'use client'

import { Button, toast, useConfig, useTranslation } from '@payloadcms/ui'
import { useRouter } from 'next/navigation'
import { formatAdminURL } from 'payload/shared'
import { useState } from 'react'

import { say } from '@/i18n/texts'

import { PostButton } from '../../broadcast/components/PostButton'
import { webhookTexts as t } from '../texts'

/** Makes a secret and shows it, this once. */
export function MakeSecret({ id }: { readonly id: string }): React.JSX.Element {
  const { i18n } = useTranslation()
  const { config } = useConfig()
  const router = useRouter()
  const [busy, setBusy] = useState(false)
  const [secret, setSecret] = useState<string>()

  const make = async (): Promise<void> => {
    setBusy(true)
    try {
      const path = `/webhook-endpoints/${id}/secret` as const
      const response = await fetch(formatAdminURL({ apiRoute: config.routes.api, path }), {
        method: 'POST',
        credentials: 'include',
        headers: { 'Content-Type': 'application/json', 'Accept-Language': i18n.language },
        body: JSON.stringify({ action: 'rotate' }),
      })
      const answer = (await response.json()) as {
        secret?: string
        errors?: readonly { message: string }[]
      }
      if (answer.secret === undefined) {
        toast.error(answer.errors?.map(({ message }) => message).join(' ') ?? '')
      } else {
        setSecret(answer.secret)
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
      {secret === undefined ? null : (
        <p role="status">
          {say(t.secret.shown, i18n.language)} <code>{secret}</code>
        </p>
      )}
      <Button
        buttonStyle="secondary"
        disabled={busy}
        margin={false}
        onClick={() => {
          void make()
        }}
        size="small"
        type="button"
      >
        {say(t.secret.rotate, i18n.language)}
      </Button>
    </>
  )
}

/** Sends everything from a moment on once more. */
export function Replay({ id }: { readonly id: string }): React.JSX.Element {
  const { i18n } = useTranslation()
  const [from, setFrom] = useState('')
  const time = Date.parse(from)
  return (
    <p>
      <label>
        {say(t.send.from, i18n.language)}{' '}
        <input
          onChange={({ target }) => {
            setFrom(target.value)
          }}
          type="datetime-local"
          value={from}
        />
      </label>{' '}
      <PostButton
        body={{ from: Number.isNaN(time) ? '' : new Date(time).toISOString() }}
        label={say(t.send.replay, i18n.language)}
        path={`/webhook-endpoints/${id}/replay`}
      />
    </p>
  )
}
