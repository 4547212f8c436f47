import type { AdminViewServerProps } from 'payload'
import { formatAdminURL } from 'payload/shared'

import { mayWithMailings } from '@/collections/access'
import { timeZoneOf } from '@/collections/broadcast/endpoints'
import { PostButton } from '@/collections/components/PostButton'
import { momentText } from '@/collections/broadcast/words'
import { say } from '@/i18n/texts'
import { boardOf, type Mailing, type MailingBoard, type RecipientState } from '@/mailing'
import { readSettings } from '@/settings'

import { deskOf } from './desk'
import { SHOWN } from './endpoints'
import { Frame, Table } from './frame'
import { Refresh } from './Refresh'
import { mailingStateTexts, mailingTexts as t, stateTexts } from './texts'

/** `/mailings`, and `/mailings/ID`: how far, how fast, what failed, and the buttons. */
export async function MailingsView(props: AdminViewServerProps): Promise<React.JSX.Element> {
  const { i18n, initPageResult, params } = props
  const { user } = initPageResult.req
  const { language } = i18n
  const title = say(t.mailings, language)
  if (!mayWithMailings(user, 'mailings.read')) {
    return (
      <Frame props={props} title={title}>
        <p>{say(t.forbidden, language)}</p>
      </Frame>
    )
  }
  const desk = await deskOf(readSettings(process.env))
  const segments = params?.['segments']
  const id = Array.isArray(segments) ? Number(segments[1] ?? NaN) : NaN
  if (Number.isNaN(id)) return <List mailings={await desk.store.mailings(SHOWN)} props={props} />
  const mailing = Number.isSafeInteger(id) ? await desk.store.mailing(id) : undefined
  if (!mailing) {
    return (
      <Frame props={props} title={title}>
        <p>{say(t.unknownMailing, language)}</p>
      </Frame>
    )
  }
  return <Board board={await boardOf(desk, mailing, Date.now())} props={props} />
}

function List({
  mailings,
  props,
}: {
  readonly mailings: readonly Mailing[]
  readonly props: AdminViewServerProps
}): React.JSX.Element {
  const { language } = props.i18n
  const { payload } = props.initPageResult.req
  const at = momentIn(props)
  return (
    <Frame props={props} title={say(t.mailings, language)}>
      {mailings.length === 0 ? (
        <p>{say(t.none, language)}</p>
      ) : (
        <Table
          head={[t.title, t.newspaper, t.state, t.recipients, t.started, t.finished].map((text) =>
            say(text, language),
          )}
          rows={mailings.map(
            ({ id, title, newspaper, state, recipients, startedAt, finishedAt }) => [
              <a
                href={formatAdminURL({
                  adminRoute: payload.config.routes.admin,
                  path: `/mailings/${String(id)}`,
                })}
                key="link"
              >
                {title}
              </a>,
              newspaper,
              say(mailingStateTexts[state], language),
              recipients,
              at(startedAt),
              at(finishedAt),
            ],
          )}
        />
      )}
    </Frame>
  )
}

const STATES = Object.keys(stateTexts) as RecipientState[]

function Board({
  board,
  props,
}: {
  readonly board: MailingBoard
  readonly props: AdminViewServerProps
}): React.JSX.Element {
  const { language } = props.i18n
  const { payload, user } = props.initPageResult.req
  const { mailing, counts, done, rate, endsAt, causes, domains, departures } = board
  const at = momentIn(props)
  const words = (state: RecipientState): string => say(stateTexts[state], language)
  const isUnderWay = mailing.state === 'running' || mailing.state === 'freezing'
  return (
    <Frame props={props} title={mailing.title}>
      {isUnderWay ? <Refresh /> : null}
      <p>
        <a href={formatAdminURL({ adminRoute: payload.config.routes.admin, path: '/mailings' })}>
          ← {say(t.back, language)}
        </a>{' '}
        · {mailing.newspaper} · <strong>{say(mailingStateTexts[mailing.state], language)}</strong> ·{' '}
        {say(t.started, language)} {at(mailing.startedAt)}
        {mailing.finishedAt === null
          ? ''
          : ` · ${say(t.finished, language)} ${at(mailing.finishedAt)}`}
      </p>
      <progress
        aria-label={say(t.done, language)}
        max={Math.max(1, mailing.recipients)}
        value={done}
      />
      <p>
        {say(t.done, language)} {done} / {mailing.recipients}
        {rate === undefined
          ? ''
          : ` · ${say(t.rate, language)} ${say(t.perSecond, language, { count: rate.toFixed(rate < 10 ? 1 : 0) })}`}
        {endsAt === undefined ? '' : ` · ${say(t.ends, language)} ${at(endsAt)}`}
      </p>
      {mayWithMailings(user, 'mailings.steer') ? (
        <Buttons board={board} language={language} />
      ) : null}
      <h2>{say(t.report, language)}</h2>
      <Table
        head={[...STATES.map(words), say(t.unsubscribed, language), say(t.complained, language)]}
        rows={[
          [...STATES.map((state) => counts[state]), departures.unsubscribed, departures.complained],
        ]}
      />
      <p className="field-description">{say(t.notTracked, language)}</p>
      <h2>{say(t.causes, language)}</h2>
      {causes.length === 0 ? (
        <p>{say(t.noCauses, language)}</p>
      ) : (
        <Table
          head={[t.state, t.code, t.count].map((text) => say(text, language))}
          rows={causes.map(({ state, code, count }) => [
            words(state),
            causeText(code, language),
            count,
          ])}
        />
      )}
      <h2>{say(t.domains, language)}</h2>
      <Table
        head={[say(t.domain, language), ...STATES.map(words)]}
        rows={domains.map((each) => [each.domain, ...STATES.map((state) => each.counts[state])])}
      />
    </Frame>
  )
}

const CAUSES: Readonly<Record<string, typeof t.left>> = {
  NO_WAY_OUT: t.noWayOut,
  WORKER_LOST: t.workerLost,
  LEFT: t.left,
}
const causeText = (code: string, language: string): string => {
  const text = CAUSES[code]
  return text ? `${code} – ${say(text, language)}` : code
}

function Buttons({
  board: { mailing, counts },
  language,
}: {
  readonly board: MailingBoard
  readonly language: string
}): React.JSX.Element {
  const { id, state } = mailing
  const button = (name: 'pause' | 'resume' | 'stop' | 'repeat-unknown', text: typeof t.pause) => (
    <PostButton
      body={{}}
      label={say(text, language)}
      path={`/mailings/${String(id)}/${name}`}
      {...(name === 'stop' || name === 'repeat-unknown' ? { question: say(t.sure, language) } : {})}
    />
  )
  const isOpen = ['freezing', 'running', 'paused', 'stale'].includes(state)
  const mayRepeat = counts.unknown > 0 && (state === 'running' || state === 'finished')
  return (
    <div className="buttons">
      {state === 'running' ? button('pause', t.pause) : null}
      {state === 'paused' || state === 'stale' ? button('resume', t.resume) : null}
      {isOpen ? button('stop', t.stop) : null}
      {mayRepeat ? button('repeat-unknown', t.repeat) : null}
    </div>
  )
}

const momentIn =
  ({ initPageResult }: AdminViewServerProps) =>
  (time: number | null): string =>
    time === null
      ? '–'
      : momentText(new Date(time).toISOString(), timeZoneOf(initPageResult.req.payload))
