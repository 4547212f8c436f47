import type { UIFieldServerProps } from 'payload'

import { may } from '../../access'
import type { BroadcastTexts } from '../texts.zh'
import type { ReportedCheck, VideoRecord } from '../video-record'
import { filled, textsFor } from '../words'
import { ConversionButton } from './ConversionButton'
import { PosterChoice } from './PosterChoice'

const STYLE = `
.ingest-report table { border-collapse: collapse; width: 100% }
.ingest-report th, .ingest-report td { padding: .25rem .75rem .25rem 0; text-align: start; vertical-align: top }
.ingest-report tr { border-bottom: 1px solid var(--theme-elevation-100) }
.ingest-report .block { color: var(--theme-error-600) }
.ingest-report .warn { color: var(--theme-warning-600) }
`

/** On a video's page: every ingest check with what was measured and what is asked, and how far its conversion is. */
export async function IngestReport({
  i18n,
  id,
  payload,
  user,
}: UIFieldServerProps): Promise<React.JSX.Element | null> {
  if (!may(user, 'read', 'video-files')) return null
  const t = textsFor(i18n.language)
  const record = id === undefined ? undefined : await recordOf(payload, String(id))
  return (
    <section aria-label={t.report} className="ingest-report field-type">
      <style>{STYLE}</style>
      <h3>{t.report}</h3>
      {record?.report ? (
        <Found
          language={i18n.language === 'en' ? 'en' : 'zh'}
          mayAsk={may(user, 'update', 'videos')}
          record={record}
          t={t}
        />
      ) : (
        <p>{t.noReport}</p>
      )}
    </section>
  )
}

async function recordOf(
  { db }: UIFieldServerProps['payload'],
  id: string,
): Promise<VideoRecord | undefined> {
  const found = await db.findOne<VideoRecord>({
    collection: 'video-files',
    where: { id: { equals: id } },
  })
  return found ?? undefined
}

function Found({
  language,
  mayAsk,
  record,
  t,
}: {
  readonly language: 'zh' | 'en'
  readonly mayAsk: boolean
  readonly record: VideoRecord
  readonly t: BroadcastTexts
}): React.JSX.Element {
  const { id, report, blocked, state } = record
  const isFit = (blocked ?? []).length === 0
  const action =
    state === 'queued' || state === 'running'
      ? 'cancel'
      : state === 'failed' || state === 'cancelled'
        ? 'retry'
        : undefined
  return (
    <>
      <p className={isFit ? undefined : 'block'}>
        <strong>{isFit ? t.fit : t.notFit}</strong>
      </p>
      <p>
        {stateText(record, t)}{' '}
        {mayAsk && action ? (
          <ConversionButton
            action={action}
            id={id}
            label={action === 'cancel' ? t.cancel : t.again}
          />
        ) : null}
      </p>
      {mayAsk && report?.posters && report.posters.length > 0 ? (
        <PosterChoice id={id} posters={report.posters} />
      ) : null}
      {report?.error === undefined ? null : <p className="block">{report.error}</p>}
      {report && report.checks.length > 0 ? (
        <table>
          <thead>
            <tr>
              {[t.check, t.verdict, t.measured, t.rule].map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {report.checks.map((check) => (
              <Check check={check} key={check.id} language={language} t={t} />
            ))}
          </tbody>
        </table>
      ) : null}
    </>
  )
}

const Check = ({
  check,
  language,
  t,
}: {
  readonly check: ReportedCheck
  readonly language: 'zh' | 'en'
  readonly t: BroadcastTexts
}): React.JSX.Element => (
  <tr>
    <th scope="row">{check.label[language]}</th>
    <td className={check.verdict}>{t[check.verdict]}</td>
    <td>{check.measured}</td>
    <td>
      {check.rule[language]} ({check.source})
    </td>
  </tr>
)

function stateText({ state, percent, error, renditions }: VideoRecord, t: BroadcastTexts): string {
  switch (state) {
    case 'running':
      return filled(t.running, { percent: String(Math.round(percent ?? 0)) })
    case 'done':
      return filled(t.doneState, { count: String((renditions ?? []).length) })
    case 'failed':
      return filled(t.failed, { error: error ?? '' })
    case 'queued':
    case 'cancelled':
    case 'cancelling':
    case 'retry':
    case 'absent':
    case 'idle':
      return t[state]
    default:
      return ''
  }
}
