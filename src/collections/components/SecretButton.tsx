'use client'

import { Button } from '@payloadcms/ui'
import { useState } from 'react'

import { usePost } from './use-post'

/** Makes a key or a secret and shows it, this once: it is the member of the answer that is named. */
export function SecretButton({
  body,
  label,
  member,
  path,
  shown,
}: {
  readonly body: object
  readonly label: string
  readonly member: string
  readonly path: `/${string}`
  /** Before the secret: that it is shown once. */
  readonly shown: string
}): React.JSX.Element {
  const { busy, post } = usePost()
  const [secret, setSecret] = useState<string>()
  const make = async (): Promise<void> => {
    const made = (await post(path, body))?.[member]
    if (typeof made === 'string') setSecret(made)
  }
  return (
    <>
      {secret === undefined ? null : (
        <p role="status">
          {shown} <code>{secret}</code>
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
        {label}
      </Button>
    </>
  )
}
