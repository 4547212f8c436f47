'use client'

import { useField, useTranslation } from '@payloadcms/ui'

import { proofWord } from './texts'

/** Beside a field that WeChat limits: how long it is and may be, while it is written. */
export function WechatCount({
  limit,
  path,
}: {
  readonly limit: number
  readonly path: string
}): React.JSX.Element | null {
  const { value } = useField<string>({ path })
  const { i18n } = useTranslation()
  const actual = (value ?? '').trim().length
  const isOver = actual > limit
  return actual === 0 ? null : (
    <small
      className="wechat-count"
      role={isOver ? 'status' : undefined}
      style={{ color: isOver ? 'var(--theme-error-600)' : 'var(--theme-elevation-500)' }}
    >
      {proofWord('count', i18n.language, { actual, limit })}
    </small>
  )
}
