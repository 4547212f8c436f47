'use client'

import { Button, useTranslation } from '@payloadcms/ui'
import { useRouter } from 'next/navigation'

import { usePost } from '@/collections/components/use-post'
import { say } from '@/i18n/texts'

import { mailingTexts as t } from './texts'

/** Finds one person by the whole address, which is posted, so that it stays out of addresses and logs. */
export function FindSubscriber({
  path,
}: {
  /** Of the list. */
  readonly path: string
}): React.JSX.Element {
  const { language } = useTranslation().i18n
  const router = useRouter()
  const { busy, post } = usePost()
  const find = async (form: HTMLFormElement): Promise<void> => {
    const found = await post('/subscribers/find', Object.fromEntries(new FormData(form)))
    if (found) router.push(`${path}?id=${String(found['id'])}`)
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void find(event.currentTarget)
      }}
    >
      <label>
        {say(t.address, language)}
        <input autoComplete="off" name="address" required type="search" />
      </label>
      <Button buttonStyle="secondary" disabled={busy} margin={false} size="small" type="submit">
        {say(t.find, language)}
      </Button>
    </form>
  )
}
