'use client'

import { useRowLabel } from '@payloadcms/ui'

/** A question's row is known by its text, so that one can be found while all are closed; an empty one by its number. */
export function QuestionLabel(): React.JSX.Element {
  const { data, rowNumber } = useRowLabel<{ question?: string } | undefined>()
  const number = String((rowNumber ?? 0) + 1)
  const text = data?.question?.trim() ?? ''
  return <span>{text === '' ? number : `${number}. ${text}`}</span>
}
