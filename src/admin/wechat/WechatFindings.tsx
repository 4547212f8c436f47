'use client'

import { useDocumentInfo, useTranslation } from '@payloadcms/ui'

import type { Finding } from '@/plugins/wechat/articles/preflight'

import { useProof } from '../proof/use-proof'
import { inLanguage } from '../proof/words'
import { proofWord } from './texts'

/** Below a field: what preflight finds about it, as of the last saved draft. */
export function WechatFindings({ field }: { readonly field: string }): React.JSX.Element | null {
  const { id, collectionSlug } = useDocumentInfo()
  const { language } = useTranslation().i18n
  const { proof } = useProof<{ findings: readonly Finding[] }>(
    id === undefined || collectionSlug === undefined
      ? undefined
      : `/${collectionSlug}/${String(id)}/wechat-proof?part=findings`,
  )
  const findings = proof?.findings.filter((each) => each.field === field) ?? []
  return findings.length === 0 ? null : (
    <ul
      className="wechat-findings"
      style={{ margin: '-1rem 0 1.5rem', paddingInlineStart: '1.25rem' }}
    >
      {findings.map(({ kind, message, severity }) => (
        <li
          key={kind}
          style={{ color: `var(--theme-${severity === 'block' ? 'error' : 'warning'}-600)` }}
        >
          {proofWord('channel', language)} {inLanguage(message, language)}
        </li>
      ))}
    </ul>
  )
}
