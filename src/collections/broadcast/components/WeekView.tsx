import { Link } from '@payloadcms/ui'
import type { BeforeListTableServerProps } from 'payload'
import { formatAdminURL } from 'payload/shared'

import { may } from '../../access'
import { timeZoneOf } from '../endpoints'
import { addDays, clockOf, dayOf, isDay, mondayOf, weekdayOf } from '../local-day'
import { readWeek } from '../read-week'
import type { BroadcastTexts } from '../texts.zh'
import type { WeekDay, WeekEntry } from '../week'
import { filled, findingText, fixText, textsFor } from '../words'
import { FixButton } from './FixButton'

const STYLE = `
.week-view { margin-block: 1rem }
.week-view nav { display: flex; flex-wrap: wrap; gap: 1rem; align-items: baseline }
.week-view ol { display: grid; gap: .75rem; padding: 0; list-style: none;
  grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)) }
.week-view ol > li { border: 1px solid var(--theme-elevation-150); padding: .75rem }
.week-view ul { padding: 0; list-style: none }
.week-view ul > li { padding-block: .35rem; border-top: 1px solid var(--theme-elevation-100) }
.week-view .finding { color: var(--theme-error-600) }
.week-view h3 { margin: 0 0 .25rem }
`

/** Above the list of columns: a week of broadcasts, what is wrong with it, and what would mend it. */
export async function WeekView({
  i18n,
  payload,
  searchParams,
  user,
}: BeforeListTableServerProps): Promise<React.JSX.Element | null> {
  if (!may(user, 'read', 'columns')) return null
  const t = textsFor(i18n.language)
  const timeZone = timeZoneOf(payload)
  const thisWeek = mondayOf(dayOf(new Date().toISOString(), timeZone))
  const asked = searchParams?.['week']
  const from = typeof asked === 'string' && isDay(asked) ? mondayOf(asked) : thisWeek
  const { days, columns } = await readWeek(payload, { from, days: 7, timeZone })
  const { routes } = payload.config
  const list = formatAdminURL({ adminRoute: routes.admin, path: '/collections/columns' })
  const api = formatAdminURL({ apiRoute: routes.api, path: `/columns/rundown` })
  const problems = days.flatMap(({ entries }) => entries.flatMap(({ findings }) => findings)).length
  return (
    <section aria-label={t.week} className="week-view">
      <style>{STYLE}</style>
      <h2>
        {t.week} {from}
      </h2>
      {columns.length === 0 ? (
        <p>{t.noColumns}</p>
      ) : (
        <>
          <nav aria-label={t.week}>
            <Link href={`${list}?week=${addDays(from, -7)}`} prefetch={false}>
              {t.previousWeek}
            </Link>
            <Link href={list} prefetch={false}>
              {t.thisWeek}
            </Link>
            <Link href={`${list}?week=${addDays(from, 7)}`} prefetch={false}>
              {t.nextWeek}
            </Link>
            <a href={`${api}?from=${from}&format=xlsx`}>{t.rundown} XLSX</a>
            <a href={`${api}?from=${from}&format=csv`}>{t.rundown} CSV</a>
            <strong>
              {problems === 0 ? t.allClear : filled(t.problems, { count: String(problems) })}
            </strong>
          </nav>
          <ol>
            {days.map((day) => (
              <Day day={day} key={day.day} t={t} timeZone={timeZone} />
            ))}
          </ol>
        </>
      )}
    </section>
  )
}

interface Shown {
  readonly t: BroadcastTexts
  readonly timeZone: string
}

function Day({ day, t, timeZone }: Shown & { readonly day: WeekDay }): React.JSX.Element {
  return (
    <li>
      <h3>
        {day.day.slice(5)} {t[weekdayOf(day.day)]}
      </h3>
      {day.entries.length === 0 ? (
        <p>{t.nothing}</p>
      ) : (
        <ul>
          {day.entries.map((entry) => (
            <Entry
              entry={entry}
              key={`${entry.at} ${entry.column?.slug ?? ''} ${entry.video?.id ?? ''}`}
              t={t}
              timeZone={timeZone}
            />
          ))}
        </ul>
      )}
    </li>
  )
}

function Entry({ entry, t, timeZone }: Shown & { readonly entry: WeekEntry }): React.JSX.Element {
  const { at, until, column, video, repeat, findings } = entry
  return (
    <li>
      <time dateTime={at}>
        {clockOf(at, timeZone)}–{clockOf(until, timeZone)}
      </time>{' '}
      {column?.title}
      {video ? <div>{`${video.title}${repeat ? ` · ${t.repeat}` : ''}`}</div> : null}
      {findings.map((finding) => {
        const label = fixText(finding, t, timeZone)
        return (
          <div key={finding.kind}>
            <span className="finding">{findingText(finding, t, timeZone)}</span>{' '}
            {finding.fix && label ? <FixButton fix={finding.fix} label={label} /> : null}
          </div>
        )
      })}
    </li>
  )
}
