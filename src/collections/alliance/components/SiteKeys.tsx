import type { UIFieldServerProps } from 'payload'

import { say } from '@/i18n/texts'

import { may } from '../../access'
import { IssueKey } from '../../access-keys/components/KeyButtons'
import { KeyList } from '../../access-keys/components/KeyList'
import { timeZoneOf } from '../../broadcast/endpoints'
import { momentText } from '../../broadcast/words'
import type { SiteRow, SiteUsageRow } from '../records'
import { allianceTexts as t } from '../texts'

const ADDRESSES = ['', 'changes', 'lessons', 'courses', 'openapi.json']

/** On a site's page: its keys, what each is good for, and the addresses they open. */
export async function SiteKeys({
  i18n: { language },
  id,
  payload,
  user,
}: UIFieldServerProps): Promise<React.JSX.Element | null> {
  if (id === undefined || !may(user, 'read', 'alliance-sites')) return null
  const where = { id: { equals: String(id) } }
  const row = await payload.db.findOne<SiteRow>({ collection: 'alliance-sites', where })
  const usage = await payload.db.findOne<SiteUsageRow>({ collection: 'alliance-usage', where })
  const mayChange = may(user, 'update', 'alliance-sites')
  const path = `/alliance-sites/${String(id)}/keys` as const
  return (
    <KeyList
      keys={row?.keys ?? []}
      language={language}
      mayChange={mayChange}
      path={path}
      scopeLabels={{ read: say(t.keys.read, language) }}
      shown={(iso) => momentText(iso, timeZoneOf(payload))}
      used={usage?.usage?.keys ?? {}}
    >
      {mayChange ? (
        <p>
          <IssueKey path={path} scopes={['read']} />
        </p>
      ) : null}
      <p>{say(t.keys.addresses, language)}</p>
      <ul>
        {ADDRESSES.map((name) => (
          <li key={name}>
            <code>/alliance/v1/{name}</code>
          </li>
        ))}
      </ul>
    </KeyList>
  )
}
