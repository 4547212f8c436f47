import type { AdminViewServerProps } from 'payload'
import { formatAdminURL } from 'payload/shared'

import { mayWithMailings } from '@/collections/access'
import { PostButton } from '@/collections/components/PostButton'
import { timeZoneOf } from '@/collections/broadcast/endpoints'
import { momentText } from '@/collections/broadcast/words'
import { newspaperTexts } from '@/collections/newspapers/texts'
import { say } from '@/i18n/texts'
import type { Subscriber } from '@/mailing'
import { readSettings } from '@/settings'

import { AddSubscriber } from './AddSubscriber'
import { deskOf } from './desk'
import { findSubscribers, SHOWN } from './endpoints'
import { FindSubscriber } from './FindSubscriber'
import { Frame, Table } from './frame'
import { mailingTexts as t, subscriberStateTexts } from './texts'

/** `/subscribers`: who gets newspapers, without their addresses; a person is found by the whole address. */
export async function SubscribersView(props: AdminViewServerProps): Promise<React.JSX.Element> {
  const { i18n, initPageResult, searchParams } = props
  const { payload, user } = initPageResult.req
  const { language } = i18n
  const words = (text: typeof t.filter): string => say(text, language)
  const title = words(t.subscribers)
  if (!mayWithMailings(user, 'subscribers.read')) {
    return (
      <Frame props={props} title={title}>
        <p>{words(t.forbidden)}</p>
      </Frame>
    )
  }
  const query = new URLSearchParams(
    Object.entries(searchParams ?? {}).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : [],
    ),
  )
  const found = await findSubscribers(await deskOf(readSettings(process.env)), query)
  const path = formatAdminURL({ adminRoute: payload.config.routes.admin, path: '/subscribers' })
  const last = found.at(-1)
  const next = new URLSearchParams(query)
  if (last) next.set('before', String(last.id))
  const choice = <Value extends string>(
    name: string,
    label: typeof t.filter,
    choices: Readonly<Record<Value, typeof t.filter>>,
  ) => (
    <label>
      {words(label)}
      <select defaultValue={query.get(name) ?? ''} name={name}>
        <option value="">{words(t.any)}</option>
        {Object.entries<typeof t.filter>(choices).map(([value, text]) => (
          <option key={value} value={value}>
            {words(text)}
          </option>
        ))}
      </select>
    </label>
  )
  return (
    <Frame props={props} title={title}>
      <p>{words(t.help)}</p>
      <FindSubscriber path={path} />
      <form action={path} method="get">
        {choice('form', t.form, newspaperTexts.forms)}
        {choice('state', t.state, subscriberStateTexts)}
        <label>
          {words(t.newspaper)}
          <input defaultValue={query.get('newspaper') ?? ''} name="newspaper" />
        </label>
        <button className="btn btn--style-secondary btn--size-small" type="submit">
          {words(t.filter)}
        </button>
      </form>
      {found.length === 0 ? (
        <p>{words(t.nobody)}</p>
      ) : (
        <Table
          head={[
            words(t.number),
            words(t.form),
            words(t.domain),
            words(t.newspaper),
            words(t.region),
            words(t.language),
            words(t.state),
            words(t.consent),
            '',
          ]}
          rows={found.map((each) => [
            each.id,
            say(newspaperTexts.forms[each.form], language),
            each.form === 'email' ? `***@${each.domain}` : '***',
            each.newspapers.join(', '),
            each.region,
            each.language,
            words(subscriberStateTexts[each.state]),
            `${momentText(new Date(each.consentedAt).toISOString(), timeZoneOf(payload))} · ${each.consentSource}`,
            <Actions
              key="actions"
              language={language}
              subscriber={each}
              user={user}
              api={payload.config.routes.api}
            />,
          ])}
        />
      )}
      {found.length === SHOWN ? (
        <p>
          <a href={`${path}?${next.toString()}`}>{words(t.next)}</a>
        </p>
      ) : null}
      {mayWithMailings(user, 'subscribers.add') ? <AddSubscriber /> : null}
    </Frame>
  )
}

function Actions({
  api,
  language,
  subscriber: { id, state },
  user,
}: {
  readonly api: string
  readonly language: string
  readonly subscriber: Subscriber
  readonly user: unknown
}): React.JSX.Element {
  const path = `/subscribers/${String(id)}` as const
  return (
    <div className="buttons">
      {state === 'active' && mayWithMailings(user, 'subscribers.suppress') ? (
        <PostButton body={{}} label={say(t.suppress, language)} path={`${path}/suppress`} />
      ) : null}
      {mayWithMailings(user, 'subscribers.export') ? (
        <a href={formatAdminURL({ apiRoute: api, path: `${path}/export` })}>
          {say(t.exported, language)}
        </a>
      ) : null}
      {mayWithMailings(user, 'subscribers.erase') ? (
        <PostButton
          body={{}}
          label={say(t.erase, language)}
          path={`${path}/erase`}
          question={say(t.sure, language)}
        />
      ) : null}
    </div>
  )
}
