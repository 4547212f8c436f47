'use client'

import { Button, toast } from '@payloadcms/ui'

import { usePost } from './use-post'

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
  const { busy, post } = usePost()
  const carryOut = async (): Promise<void> => {
    const answer = await post(path, body)
    if (answer) toast.success(answer.message ?? '')
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
