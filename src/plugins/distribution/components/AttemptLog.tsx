import type { JSONFieldServerProps } from 'payload'

import type { Attempt } from '@/outbox/types'

import { adminTexts } from '../admin-texts'

/** The attempts of a ledger row as a table, newest first. */
export function AttemptLog({ data, i18n, payload }: JSONFieldServerProps): React.JSX.Element {
  const language = i18n.language === 'en' ? 'en' : 'zh'
  const text = adminTexts.attempts
  const { timezones } = payload.config.admin
  const times = new Intl.DateTimeFormat('sv-SE', {
    timeZone: timezones.defaultTimezone ?? 'UTC',
    dateStyle: 'short',
    timeStyle: 'medium',
  })
  const attempts = (data as { attemptLog?: readonly Attempt[] } | undefined)?.attemptLog ?? []
  if (attempts.length === 0) return <p>{text.none[language]}</p>
  return (
    <div className="field-type">
      <label className="field-label">{adminTexts.fields.attemptLog[language]}</label>
      <div className="table">
        <table>
          <thead>
            <tr>
              <th>{text.at[language]}</th>
              <th>{text.outcome[language]}</th>
              <th>{text.duration[language]}</th>
              <th>{text.worker[language]}</th>
              <th>{text.detail[language]}</th>
            </tr>
          </thead>
          <tbody>
            {attempts.toReversed().map((attempt) => (
              <tr key={attempt.at}>
                <td>{times.format(attempt.at)}</td>
                <td>{text[attempt.outcome][language]}</td>
                <td>{attempt.durationMs} ms</td>
                <td>{attempt.worker}</td>
                <td>
                  {attempt.receipt ?? [attempt.code, attempt.message].filter(Boolean).join(': ')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}
