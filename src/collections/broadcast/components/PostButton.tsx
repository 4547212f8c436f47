'use client'

import { Button, toast, useConfig, useTranslation } from '@payloadcms/ui'
import { useRouter } from 'next/navigation'
import { formatAdminURL } from 'payload/shared'
import { useState } from 'react'

import { en } from '../texts.en'
import { zh } from '../texts.zh'

/** A button that posts something, says what came of it, and draws the page again. `path` is below the API's root. */
export function PostButton({
  body,
  label,
  path,
  question,
}: {
  readonly body: object
  readonly label: string
  readonly path: `/${string}`
  /** Asked before, where it can't be undone. */
  readonly question?: string
}): React.JSX.Element {
  const { i18n } = useTranslation()
  const { config } = useConfig()
  const router = useRouter()
  const [busy, setBusy] = useState(false)

  const carryOut = async (): Promise<void> => {
    setBusy(true)
    try {
      const response = await fetch(formatAdminURL({ apiRoute: config.routes.api, path }), {
        method: 'POST',
        credentials: 'include',
        headers: { 'Content-Type': 'application/json', 'Accept-Language': i18n.language },
        body: JSON.stringify(body),
      })
      const answer = (await response.json()) as {
        message?: string
        errors?: readonly { message: string }[]
      }
      const message = answer.message ?? answer.errors?.map((error) => error.message).join(' ') ?? ''
      if (response.ok) toast.success(message)
      else toast.error(message)
      router.refresh()
    } catch {
      // No answer, or one that is no JSON: what the server did is unknown until the page is loaded again.
      toast.error((i18n.language === 'en' ? en : zh).unreachable)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Button
      buttonStyle="secondary"
      disabled={busy}
      margin={false}
      onClick={() => {
        if (question === undefined || window.confirm(question)) void carryOut()
      }}
      size="small"
      type="button"
    >
      {label}
    </Button>
  )
}
