/**
 * What a subscriber chose, and what is kept of them: `/newspaper/preferences/TOKEN`, the link in every message. Messages
 * are passed on to others, so the address is shown masked and stays masked in what is handed out.
 */
import { escapeHtml, MMS_PROFILES } from '@/core'
import type { ComputedAnswer, FormRoute } from '@/delivery'
import {
  changePreferences,
  isProfile,
  maskAddress,
  mayBecome,
  personOf,
  type MailingEngine,
  type Subscriber,
} from '@/mailing'

import {
  FORM_CHOICES,
  LANGUAGE_CHOICES,
  PROFILE_CHOICES,
  REGION_CHOICES,
  type Catalogue,
} from './catalogue'
import { checkboxes, drawPage, INVALID_LINK, radios, select, valueIn, valuesIn } from './pages'

const TITLE = '订阅设置 Preferences'
const SAVED = '已保存。Saved.'
const WRONG = '选择无效，没有保存。A choice is not valid; nothing was saved.'
const LEFT_ALL = '已全部退订，不会再寄给您。You are unsubscribed from everything.'
const LEFT =
  '您已退订。要重新订阅，请再次订阅并确认。You have left. To come back, subscribe and confirm again.'

export interface PreferenceRouteOptions {
  readonly mailing: MailingEngine
  readonly catalogue: () => Promise<Catalogue>
  readonly now: () => Date
}

export function preferenceRoute({ mailing, catalogue, now }: PreferenceRouteOptions): FormRoute {
  const { store, vault } = mailing
  const subscriberOf = async (token: string): Promise<Subscriber | undefined> => {
    const link = vault.verify('preferences', token)
    return link && store.get(link.subscriber)
  }
  const shownOf = async (subscriber: Subscriber, status: number, said: string) =>
    subscriber.state === 'left'
      ? drawPage(
          status,
          TITLE,
          `<p>${escapeHtml(said || LEFT)}</p><p><a href="/newspaper/subscribe">订阅 Subscribe</a></p>`,
        )
      : drawPage(
          status,
          TITLE,
          drawForm(
            subscriber,
            maskAddress(vault.open(subscriber.sealed, subscriber.lookup)),
            await catalogue(),
            said,
          ),
        )
  return {
    path: '/newspaper/preferences',
    async show(token) {
      const subscriber = await subscriberOf(token)
      return subscriber ? shownOf(subscriber, 200, '') : invalid()
    },
    async submit(token, fields) {
      const subscriber = await subscriberOf(token)
      if (!subscriber) return invalid()
      const action = valueIn(fields, 'action')
      if (action === 'export') return handOut(mailing, subscriber)
      if (action === 'leave') {
        await mailing.leave('preferences', token)
        return shownOf({ ...subscriber, state: 'left' }, 200, LEFT_ALL)
      }
      if (subscriber.state === 'left') return shownOf(subscriber, 409, LEFT)
      const wanted = wantedIn(fields, subscriber, await catalogue())
      if (!wanted) return shownOf(subscriber, 422, WRONG)
      await changePreferences(store, subscriber, wanted, now().getTime())
      return shownOf((await store.get(subscriber.id)) ?? subscriber, 200, SAVED)
    },
  }
}

const invalid = (): ComputedAnswer => drawPage(404, TITLE, `<p>${escapeHtml(INVALID_LINK)}</p>`)

async function handOut(
  mailing: MailingEngine,
  { sealed, lookup }: Subscriber,
): Promise<ComputedAnswer> {
  const address = mailing.vault.open(sealed, lookup)
  const person = await personOf(mailing, address)
  return {
    status: 200,
    mediaType: 'application/json; charset=utf-8',
    body: Buffer.from(`${JSON.stringify({ ...person, address: maskAddress(address) }, null, 2)}\n`),
  }
}

/** `undefined` where anything was chosen that there is not; newspapers already subscribed to may stay. */
function wantedIn(
  fields: Readonly<Record<string, unknown>>,
  subscriber: Subscriber,
  { newspapers, audiences }: Catalogue,
) {
  const wanted = {
    newspapers: valuesIn(fields, 'newspapers'),
    audiences: valuesIn(fields, 'audiences'),
    region: valueIn(fields, 'region'),
    language: valueIn(fields, 'language'),
    form: mayBecome(subscriber.form).find((each) => each === valueIn(fields, 'form')),
    profile: Number(valueIn(fields, 'profile') || MMS_PROFILES[0]),
  }
  const { form, profile } = wanted
  const isThere = (choices: readonly { value: string }[], value: string): boolean =>
    choices.some((choice) => choice.value === value)
  const good =
    wanted.newspapers.every(
      (each) => isThere(newspapers, each) || subscriber.newspapers.includes(each),
    ) &&
    wanted.audiences.every(
      (each) => isThere(audiences, each) || subscriber.audiences.includes(each),
    ) &&
    (isThere(REGION_CHOICES, wanted.region) || wanted.region === subscriber.region) &&
    (isThere(LANGUAGE_CHOICES, wanted.language) || wanted.language === subscriber.language)
  return good && form && isProfile(profile) ? { ...wanted, form, profile } : undefined
}

/** What somebody has that cannot be chosen any more is kept among the choices. */
const withOwn = (choices: Catalogue['newspapers'], own: readonly string[]) => [
  ...choices,
  ...own
    .filter((each) => !choices.some(({ value }) => value === each))
    .map((value) => ({ value, label: value })),
]

function drawForm(
  { form, newspapers, audiences, region, language, profile }: Subscriber,
  address: string,
  catalogue: Catalogue,
  said: string,
): string {
  const forms = FORM_CHOICES.filter(({ value }) => mayBecome(form).includes(value))
  return `${said ? `<p role="status"><strong>${escapeHtml(said)}</strong></p>\n` : ''}<p class="quiet">${escapeHtml(address)}</p>
<form method="post">
${checkboxes('newspapers', '手机报 Newspapers', withOwn(catalogue.newspapers, newspapers), newspapers)}${radios('form', '形式 Form', forms, form)}${select('region', '地区 Region', withOwn(REGION_CHOICES, [region]), region)}${checkboxes('audiences', '我属于 I belong to', withOwn(catalogue.audiences, audiences), audiences)}${select('language', '语言 Language', withOwn(LANGUAGE_CHOICES, [language]), language)}${form === 'email' ? '' : select('profile', '彩信大小 MMS size', PROFILE_CHOICES, String(profile))}<button name="action" value="save">保存 Save</button>
</form>
<form method="post"><button name="action" value="leave">退订全部 Unsubscribe from everything</button></form>
<form method="post"><button name="action" value="export">查看我的数据 What is kept of me (JSON)</button></form>`
}
