'use client'

import { useTranslation } from '@payloadcms/ui'

import type { AccountOverview } from '@/server/wechat-accounts'

import { useProof } from '../proof/use-proof'
import { inLanguage } from '../proof/words'
import { accountWord } from './account-texts'

/** What runs out first. */
const SHOWN = ['mass', 'publish', 'status']

/** Above the ledger: what is left today of each account's scarce quotas, and how many rows wait. Nothing where there is no account. */
export function WechatQuotas(): React.JSX.Element | null {
  const { language } = useTranslation().i18n
  const { proof } = useProof<{ accounts: readonly AccountOverview[] }>('/channels/wechat-quotas')
  if (!proof || proof.accounts.length === 0) return null
  return (
    <ul className="wechat-quotas" style={{ margin: '0.5rem 0', padding: 0, listStyle: 'none' }}>
      {proof.accounts.map(({ id, name, quotas, waiting }) => (
        <li key={id}>
          <strong>{name}</strong>{' '}
          {quotas
            .filter((line) => SHOWN.includes(line.name))
            .map(
              ({ label, day, month }) =>
                `${inLanguage(label, language)} ${String(day.left)}/${String(day.limit)}${month ? `（${accountWord('month', language)} ${String(month.left)}/${String(month.limit)}）` : ''}`,
            )
            .join(' · ')}
          {waiting.length > 0
            ? ` · ${accountWord('queue', language)} ${String(waiting.length)}`
            : ''}
        </li>
      ))}
    </ul>
  )
}
