'use client'

import { Button, toast, useTranslation } from '@payloadcms/ui'

import { usePost } from '@/collections/components/use-post'
import { newspaperTexts } from '@/collections/newspapers/texts'
import { MAILING_FORMS } from '@/core'
import { say } from '@/i18n/texts'

import { mailingTexts as t } from './texts'

/** Adds one person who consented elsewhere; the same rules as an import's row. */
export function AddSubscriber(): React.JSX.Element {
  const { i18n } = useTranslation()
  const { post } = usePost()
  const words = (text: typeof t.add): string => say(text, i18n.language)

  const add = async (form: HTMLFormElement): Promise<void> => {
    const answer = await post('/subscribers', Object.fromEntries(new FormData(form)))
    if (!answer) return
    toast.success(answer.message ?? '')
    form.reset()
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
            {MAILING_FORMS.map((form) => (
              <option key={form} value={form}>
                {words(newspaperTexts.forms[form])}
              </option>
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
