import type { UIFieldServerProps } from 'payload'

import { say } from '@/i18n/texts'

import { may } from '../../access'
import { PostButton } from '../../components/PostButton'
import { timeZoneOf } from '../../broadcast/endpoints'
import { momentText } from '../../broadcast/words'
import type { EndpointReport, EndpointRow } from '../records'
import { MOST_SECRETS } from '../secrets'
import { webhookTexts as t } from '../texts'
import { MakeSecret, Replay } from './EndpointButtons'

const STYLE = `
.webhook-panel > * { margin-block: 0 .75rem }
.webhook-panel table { border-collapse: collapse; width: 100% }
.webhook-panel th, .webhook-panel td { padding: .25rem .75rem .25rem 0; text-align: start; overflow-wrap: anywhere }
.webhook-panel tr { border-bottom: 1px solid var(--theme-elevation-100) }
`

/** On an endpoint's page: its secrets, the buttons, and what was sent last. */
export async function EndpointPanel({
  i18n: { language },
  id,
  payload,
  user,
}: UIFieldServerProps): Promise<React.JSX.Element | null> {
  if (id === undefined || !may(user, 'read', 'webhook-endpoints')) return null
  const where = { id: { equals: String(id) } }
  const row = await payload.db.findOne<EndpointRow>({ collection: 'webhook-endpoints', where })
  if (!row) return null
  const secrets = row.secrets ?? []
  const shown = (iso: string): string => momentText(iso, timeZoneOf(payload))
  const path = `/webhook-endpoints/${String(id)}` as const
  const mayChange = may(user, 'update', 'webhook-endpoints')
  return (
    <section aria-label={say(t.secret.title, language)} className="webhook-panel field-type">
      <style>{STYLE}</style>
      <h3>{say(t.secret.title, language)}</h3>
      <p>{say(secrets.length === 0 ? t.secret.none : t.secret.help, language)}</p>
      <ul>
        {secrets.map((secret) => (
          <li key={secret.id}>
            {say(t.secret.made, language)} {shown(secret.madeAt)}
          </li>
        ))}
      </ul>
      {mayChange ? (
        <>
          {secrets.length < MOST_SECRETS ? (
            <MakeSecret id={String(id)} />
          ) : (
            <PostButton
              body={{ action: 'drop' }}
              label={say(t.secret.drop, language)}
              path={`${path}/secret`}
            />
          )}
          <p>
            <PostButton body={{}} label={say(t.send.test, language)} path={`${path}/test`} />
          </p>
          <Replay id={String(id)} />
        </>
      ) : null}
      <h3>{say(t.report.title, language)}</h3>
      {row.report ? (
        <Report language={language} report={row.report} shown={shown} />
      ) : (
        <p>{say(t.report.none, language)}</p>
      )}
    </section>
  )
}

function Report({
  language,
  report,
  shown,
}: {
  readonly language: string
  readonly report: EndpointReport
  readonly shown: (iso: string) => string
}): React.JSX.Element {
  const { waiting, delivered, failed, failingSince, lastSuccessAt, recent } = report
  const counts = {
    waiting: String(waiting),
    delivered: String(delivered),
    failed: String(failed),
  }
  const states = t.states as Readonly<Record<string, (typeof t.states)['due']>>
  return (
    <>
      <p>
        {say(t.report.counts, language, counts)}
        {lastSuccessAt
          ? ` · ${say(t.report.success, language, { at: shown(lastSuccessAt) })}`
          : null}
        {failingSince ? ` · ${say(t.report.failing, language, { at: shown(failingSince) })}` : null}
      </p>
      <table>
        <thead>
          <tr>
            {[t.report.at, t.report.event, t.report.state, t.report.attempts, t.report.answer].map(
              (text) => (
                <th key={text.en} scope="col">
                  {say(text, language)}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {recent.map(({ event, at, state, attempts, code, status }) => (
            <tr key={event}>
              <td>{shown(at)}</td>
              <td>{event}</td>
              <td>{states[state] ? say(states[state], language) : state}</td>
              <td>{attempts}</td>
              <td>{[status, code].filter((part) => part !== undefined).join(' ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
