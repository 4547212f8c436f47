'use client'

import { Button, toast, useConfig, useTranslation } from '@payloadcms/ui'
import { useRouter } from 'next/navigation'
import { formatAdminURL } from 'payload/shared'

import { say } from '@/i18n/texts'

import { mailingTexts as t } from './texts'

/** Adds one person who consented elsewhere; the same rules as an import's row. */
export function AddSubscriber({ forms }: { readonly forms: readonly string[] }): React.JSX.Element {
  const { i18n } = useTranslation()
  const { config } = useConfig()
  const router = useRouter()
  const words = (text: typeof t.add): string => say(text, i18n.language)

  const add = async (form: HTMLFormElement): Promise<void> => {
    try {
      const path = '/subscribers'
      const response = await fetch(formatAdminURL({ apiRoute: config.routes.api, path }), {
        method: 'POST',
        credentials: 'include',
        headers: { 'Content-Type': 'application/json', 'Accept-Language': i18n.language },
        body: JSON.stringify(Object.fromEntries(new FormData(form))),
      })
      const answer = (await response.json()) as {
        message?: string
        errors?: readonly { message: string }[]
      }
      if (response.ok) {
        toast.success(answer.message ?? '')
        form.reset()
        router.refresh()
      } else toast.error(answer.errors?.map(({ message }) => message).join(' ') ?? '')
    } catch {
      // No answer, or one that is no JSON: what the server did is unknown until the page is loaded again.
      toast.error(words(t.unreachable))
    }
  }

  return (
    <section aria-label={words(t.add)}>
      <h2>{words(t.add)}</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void add(event.currentTarget)
        }}
      >
        <label>
          {words(t.form)}
          <select name="channel">
            {forms.map((form) => (
              <option key={form}>{form}</option>
            ))}
          </select>
        </label>
        {(
          [
            ['address', t.address],
            ['newspapers', t.newspaper],
            ['region', t.region],
            ['consentedAt', t.consentedAt],
            ['consentSource', t.consentSource],
          ] as const
        ).map(([name, label]) => (
          <label key={name}>
            {words(label)}
            <input autoComplete="off" name={name} required={name !== 'region'} />
          </label>
        ))}
        <Button buttonStyle="secondary" margin={false} size="small" type="submit">
          {words(t.add)}
        </Button>
      </form>
    </section>
  )
}
