'use client'

import { useTranslation } from '@payloadcms/ui'
import { useState } from 'react'

import { say } from '@/i18n/texts'

import { PostButton } from '../../components/PostButton'
import { SecretButton } from '../../components/SecretButton'
import { webhookTexts as t } from '../texts'

/** Makes a secret and shows it, this once. */
export function MakeSecret({ id }: { readonly id: string }): React.JSX.Element {
  const { language } = useTranslation().i18n
  return (
    <SecretButton
      body={{ action: 'rotate' }}
      label={say(t.secret.rotate, language)}
      member="secret"
      path={`/webhook-endpoints/${id}/secret`}
      shown={say(t.secret.shown, language)}
    />
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
