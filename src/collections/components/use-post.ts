'use client'

import { toast, useConfig, useTranslation } from '@payloadcms/ui'
import { useRouter } from 'next/navigation'
import { formatAdminURL } from 'payload/shared'
import { useState } from 'react'

import { say, texts } from '@/i18n/texts'

export interface Answer {
  readonly message?: string
  readonly [member: string]: unknown
}

/**
 * How the admin's buttons and forms post JSON: one request at a time, a refusal told in a toast, the page drawn again. `path`
 * is below the API's root; undefined is answered for a refusal, and where no answer came.
 */
export function usePost(): {
  readonly busy: boolean
  readonly post: (path: `/${string}`, body: object) => Promise<Answer | undefined>
} {
  const { i18n } = useTranslation()
  const { config } = useConfig()
  const router = useRouter()
  const [busy, setBusy] = useState(false)
  return {
    busy,
    async post(path, body) {
      setBusy(true)
      try {
        const response = await fetch(formatAdminURL({ apiRoute: config.routes.api, path }), {
          method: 'POST',
          credentials: 'include',
          headers: { 'Content-Type': 'application/json', 'Accept-Language': i18n.language },
          body: JSON.stringify(body),
        })
        const answer = (await response.json()) as Answer & {
          errors?: readonly { message: string }[]
        }
        router.refresh()
        if (response.ok) return answer
        toast.error(answer.errors?.map(({ message }) => message).join(' ') ?? answer.message ?? '')
      } catch {
        // No answer, or one that is no JSON: what the server did is unknown until the page is loaded again.
        toast.error(say(texts.errors.unreachable, i18n.language))
      } finally {
        setBusy(false)
      }
      return undefined
    },
  }
}
