import type { UIFieldServerProps } from 'payload'
import { formatAdminURL } from 'payload/shared'

import { say } from '@/i18n/texts'

import { may } from '../../access'
import { timeZoneOf } from '../../broadcast/endpoints'
import { momentText } from '../../broadcast/words'
import type { UsageRow } from '../records'
import { partnerTexts } from '../texts'
import { MarkTold } from './MarkTold'
import { RowsTable } from './RowsTable'

const t = partnerTexts.report
/** Rows shown of each table; the CSV has all. */
const DAYS = 14
const FILES = 20
const NEWEST = 20

const STYLE = `
.partner-report > * { margin-block: 0 .75rem }
.partner-report caption { text-align: start; font-weight: 600 }
.partner-report table { border-collapse: collapse; width: 100%; margin-block-end: 1rem }
.partner-report th, .partner-report td { padding: .25rem .75rem .25rem 0; text-align: start; overflow-wrap: anywhere }
.partner-report tr { border-bottom: 1px solid var(--theme-elevation-100) }
.partner-report .warn { color: var(--theme-error-600) }
`

/** On a partner's page: what it still fetches though withdrawn, and what it fetched by day, by file and last. */
export async function PartnerReport({
  i18n: { language },
  id,
  payload,
  user,
}: UIFieldServerProps): Promise<React.JSX.Element | null> {
  if (id === undefined || !may(user, 'read', 'tv-partners')) return null
  const row = await payload.db.findOne<UsageRow>({
    collection: 'tv-partner-usage',
    where: { id: { equals: String(id) } },
  })
  const shown = (iso: string): string => momentText(iso, timeZoneOf(payload))
  const path = `/tv-partners/${String(id)}/fetches.csv` as const
  const { usage } = row ?? {}
  return (
    <section aria-label={say(t.title, language)} className="partner-report field-type">
      <style>{STYLE}</style>
      <h3>{say(t.title, language)}</h3>
      {row && usage && usage.newest.length > 0 ? (
        <>
          <Withdrawn id={String(id)} language={language} row={row} shown={shown} />
          <p>
            <a href={formatAdminURL({ apiRoute: payload.config.routes.api, path })}>
              {say(t.csv, language)}
            </a>
          </p>
          <RowsTable
            caption={say(t.days, language)}
            head={[t.day, t.fetches, t.bytes].map((text) => say(text, language))}
            rows={Object.entries(usage.days)
              .sort(([left], [right]) => (left < right ? 1 : -1))
              .slice(0, DAYS)
              .map(([day, { fetches, bytes }]) => [day, fetches, bytes])}
          />
          <RowsTable
            caption={say(t.files, language)}
            head={[t.path, t.fetches, t.bytes, t.last].map((text) => say(text, language))}
            rows={Object.entries(usage.files)
              .sort(([, left], [, right]) => (left.last < right.last ? 1 : -1))
              .slice(0, FILES)
              .map(([file, { fetches, bytes, last }]) => [file, fetches, bytes, shown(last)])}
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

function Withdrawn({
  id,
  language,
  row,
  shown,
}: {
  readonly id: string
  readonly language: string
  readonly row: UsageRow
  readonly shown: (iso: string) => string
}): React.JSX.Element {
  const { stillFetched, uninformed, told } = row
  const isClear = (stillFetched ?? []).length + (uninformed ?? []).length === 0
  const titled = (title: string): string => title || say(t.unknownTitle, language)
  return (
    <>
      {isClear ? <p>{say(t.allClear, language)}</p> : null}
      {(stillFetched ?? []).length > 0 ? <h4 className="warn">{say(t.gone, language)}</h4> : null}
      <ul>
        {(stillFetched ?? []).map(({ video, title, at, first, last, count }) => {
          const noted = told?.[video]
          return (
            <li key={video}>
              {say(t.goneRow, language, {
                title: titled(title),
                at: at === undefined ? '–' : shown(at),
                first: shown(first),
                last: shown(last),
                count: String(count),
              })}{' '}
              {noted === undefined ? (
                <MarkTold id={id} label={say(t.markTold, language)} video={video} />
              ) : (
                <em>{say(t.told, language, { at: shown(noted) })}</em>
              )}
            </li>
          )
        })}
      </ul>
      {(uninformed ?? []).length > 0 ? (
        <h4 className="warn">{say(t.uninformed, language)}</h4>
      ) : null}
      <ul>
        {(uninformed ?? []).map(({ video, title, at, polled }) => (
          <li key={video}>
            {say(t.uninformedRow, language, {
              title: titled(title),
              at: shown(at),
              polled: shown(polled),
            })}{' '}
            {told?.[video] === undefined ? (
              <MarkTold id={id} label={say(t.markTold, language)} video={video} />
            ) : (
              <em>{say(t.told, language, { at: shown(told[video]) })}</em>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}
