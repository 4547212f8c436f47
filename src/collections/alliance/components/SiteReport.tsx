import type { UIFieldServerProps } from 'payload'
import { formatAdminURL } from 'payload/shared'

import { say } from '@/i18n/texts'

import { may } from '../../access'
import { timeZoneOf } from '../../broadcast/endpoints'
import { momentText } from '../../broadcast/words'
import { RowsTable } from '../../partners/components/RowsTable'
import type { SiteMonthRow, SiteRow, SiteUsageRow } from '../records'
import { allianceTexts } from '../texts'

const t = allianceTexts.report
/** Rows shown of each table; the exports have all. */
const DAYS = 14
const MONTHS = 12
const NEWEST = 20

const STYLE = `
.site-report > * { margin-block: 0 .75rem }
.site-report caption { text-align: start; font-weight: 600 }
.site-report table { border-collapse: collapse; width: 100%; margin-block-end: 1rem }
.site-report th, .site-report td { padding: .25rem .75rem .25rem 0; text-align: start; overflow-wrap: anywhere }
.site-report tr { border-bottom: 1px solid var(--theme-elevation-100) }
.site-report .warn { color: var(--theme-error-600) }
`

/** On a site's page: whether it is in step, what it may still show, and what it took by month, by day and last. */
export async function SiteReport({
  i18n: { language },
  id,
  payload,
  user,
}: UIFieldServerProps): Promise<React.JSX.Element | null> {
  if (id === undefined || !may(user, 'read', 'alliance-usage')) return null
  const where = { id: { equals: String(id) } }
  const row = await payload.db.findOne<SiteUsageRow>({ collection: 'alliance-usage', where })
  const { docs: months } = await payload.db.find<SiteMonthRow>({
    collection: 'alliance-months',
    where: { site: { equals: String(id) } },
    sort: '-month',
    limit: MONTHS,
    pagination: false,
  })
  const site = await payload.db.findOne<SiteRow>({ collection: 'alliance-sites', where })
  const { usage } = row ?? {}
  const shown = (iso: string): string => momentText(iso, timeZoneOf(payload))
  const link = (name: string): string =>
    formatAdminURL({
      apiRoute: payload.config.routes.api,
      path: `/alliance-sites/${String(id)}/${name}`,
    })
  return (
    <section aria-label={say(t.title, language)} className="site-report field-type">
      <style>{STYLE}</style>
      <h3>{say(t.title, language)}</h3>
      {row && usage && usage.newest.length > 0 ? (
        <>
          <InStep language={language} row={row} shown={shown} />
          <RevokedUse language={language} site={site} usage={usage} />
          <p>
            <a href={link('usage.csv')}>{say(t.csv, language)}</a>{' '}
            <a href={link('usage.xlsx')}>{say(t.xlsx, language)}</a>{' '}
            <a href={link('calls.csv')}>{say(t.log, language)}</a>
          </p>
          <RowsTable
            caption={say(t.months, language)}
            head={[t.month, t.documents, t.times].map((text) => say(text, language))}
            rows={months.map(({ month, documents }) => [
              month,
              Object.keys(documents ?? {}).length,
              Object.values(documents ?? {}).reduce((sum, times) => sum + times, 0),
            ])}
          />
          <RowsTable
            caption={say(t.days, language)}
            head={[t.day, t.calls, t.documents, t.bytes].map((text) => say(text, language))}
            rows={Object.entries(usage.days)
              .sort(([left], [right]) => (left < right ? 1 : -1))
              .slice(0, DAYS)
              .map(([day, { calls, documents, bytes }]) => [day, calls, documents, bytes])}
          />
          <RowsTable
            caption={say(t.newest, language, { count: String(NEWEST) })}
            head={[t.time, t.path, t.status, t.bytes, t.agent].map((text) => say(text, language))}
            rows={usage.newest
              .slice(0, NEWEST)
              .map((one) => [
                shown(one.at),
                `${one.method} ${one.path}`,
                one.status,
                one.bytes,
                one.userAgent,
              ])}
          />
        </>
      ) : (
        <p>{say(t.none, language)}</p>
      )}
    </section>
  )
}

function InStep({
  language,
  row: { usage, stale, staleCount, last },
  shown,
}: {
  readonly language: string
  readonly row: SiteUsageRow
  readonly shown: (iso: string) => string
}): React.JSX.Element {
  const acknowledged = usage?.acknowledged
  const documents = stale ?? []
  return (
    <>
      <p>
        {acknowledged
          ? say(t.synced, language, {
              seq: String(acknowledged.seq),
              last: String(last ?? acknowledged.seq),
              at: shown(acknowledged.at),
            })
          : say(t.neverSynced, language)}{' '}
        {documents.length === 0 ? say(t.allClear, language) : null}
      </p>
      {documents.length > 0 ? <h4 className="warn">{say(t.stale, language)}</h4> : null}
      <ul>
        {documents.map(({ document, title, action, revision, at }) => (
          <li key={document}>
            {say(action === 'withdraw' ? t.withdrawn : t.corrected, language, {
              title,
              at: shown(at),
              revision: String(revision),
            })}
          </li>
        ))}
        {(staleCount ?? 0) > documents.length ? (
          <li>{say(t.more, language, { count: String(staleCount) })}</li>
        ) : null}
      </ul>
    </>
  )
}

/** A key that was revoked and is used all the same: the site forgot to change it, or somebody has it. */
function RevokedUse({
  language,
  site,
  usage,
}: {
  readonly language: string
  readonly site: SiteRow | null
  readonly usage: NonNullable<SiteUsageRow['usage']>
}): React.JSX.Element | null {
  const used = (site?.keys ?? []).filter(({ id, revokedAt }) => {
    const last = usage.keys[id]
    return revokedAt !== undefined && last !== undefined && last > revokedAt
  })
  return used.length === 0 ? null : (
    <p className="warn">
      {say(t.revokedUse, language, { keys: used.map(({ hint }) => `…${hint}`).join(' ') })}
    </p>
  )
}
