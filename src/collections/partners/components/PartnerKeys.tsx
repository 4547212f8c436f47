import type { UIFieldServerProps } from 'payload'

import { usableKeys } from '@/core'
import { say } from '@/i18n/texts'

import { may } from '../../access'
import { momentText } from '../../broadcast/words'
import { timeZoneOf } from '../../broadcast/endpoints'
import type { PartnerRow, UsageRow } from '../records'
import { partnerTexts as t } from '../texts'
import { IssueKey, RevokeKey } from './KeyButtons'

const STYLE = `
.partner-keys > * { margin-block: 0 .75rem }
.partner-keys li { padding-block: .15rem }
`

const ADDRESSES = ['index.json', 'COLUMN.mrss', 'COLUMN.json', 'schedule.xml', 'rundown.csv']

/** On a partner's page: its keys by their last characters, and the buttons that make and revoke them. */
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
  const keys = row?.keys ?? []
  const usable = new Set(usableKeys(keys))
  const shown = (iso: string): string => momentText(iso, timeZoneOf(payload))
  const mayChange = may(user, 'update', 'tv-partners')
  return (
    <section aria-label={say(t.keys.title, language)} className="partner-keys field-type">
      <style>{STYLE}</style>
      <h3>{say(t.keys.title, language)}</h3>
      <p>{say(t.keys.help, language)}</p>
      {keys.length === 0 ? <p>{say(t.keys.none, language)}</p> : null}
      <ul>
        {keys.map((key) => {
          const used = usage?.usage?.keys[key.id]
          return (
            <li key={key.id}>
              {say(t.keys.ending, language)} …{key.hint} · {say(t.keys.made, language)}{' '}
              {shown(key.madeAt)} ·{' '}
              {used === undefined
                ? say(t.keys.never, language)
                : `${say(t.keys.used, language)} ${shown(used)}`}{' '}
              {usable.has(key) ? (
                mayChange ? (
                  <RevokeKey id={String(id)} keyId={key.id} label={say(t.keys.revoke, language)} />
                ) : null
              ) : (
                <em>{say(t.keys.revoked, language)}</em>
              )}
            </li>
          )
        })}
      </ul>
      {mayChange ? <IssueKey id={String(id)} /> : null}
      <p>{say(t.keys.addresses, language)}</p>
      <ul>
        {ADDRESSES.map((name) => (
          <li key={name}>
            <code>/tv/p/KEY/{name}</code>
          </li>
        ))}
      </ul>
    </section>
  )
}
