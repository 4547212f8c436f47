import type { UIFieldServerProps } from 'payload'

import { say } from '@/i18n/texts'

import { may } from '../../access'
import { IssueKey } from '../../access-keys/components/KeyButtons'
import { KeyList } from '../../access-keys/components/KeyList'
import { timeZoneOf } from '../../broadcast/endpoints'
import { momentText } from '../../broadcast/words'
import type { PartnerRow, UsageRow } from '../records'
import { partnerTexts as t } from '../texts'

const ADDRESSES = ['index.json', 'COLUMN.mrss', 'COLUMN.json', 'schedule.xml', 'rundown.csv']

/** On a partner's page: its keys, and the addresses they open. */
export async function PartnerKeys({
  i18n: { language },
  id,
  payload,
  user,
}: UIFieldServerProps): Promise<React.JSX.Element | null> {
  if (id === undefined || !may(user, 'read', 'tv-partners')) return null
  const where = { id: { equals: String(id) } }
  const row = await payload.db.findOne<PartnerRow>({ collection: 'tv-partners', where })
  const usage = await payload.db.findOne<UsageRow>({ collection: 'tv-partner-usage', where })
  const mayChange = may(user, 'update', 'tv-partners')
  const path = `/tv-partners/${String(id)}/keys` as const
  return (
    <KeyList
      keys={row?.keys ?? []}
      language={language}
      mayChange={mayChange}
      path={path}
      shown={(iso) => momentText(iso, timeZoneOf(payload))}
      used={usage?.usage?.keys ?? {}}
    >
      {mayChange ? <IssueKey path={path} /> : null}
      <p>{say(t.keys.addresses, language)}</p>
      <ul>
        {ADDRESSES.map((name) => (
          <li key={name}>
            <code>/tv/p/KEY/{name}</code>
          </li>
        ))}
      </ul>
    </KeyList>
  )
}
