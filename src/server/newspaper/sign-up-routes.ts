/**
 * Signing up: `/newspaper/subscribe`, then `/newspaper/confirm/TOKEN` by the link that was sent. The answer to a sign-up is
 * the same whatever is known of the address. GET changes nothing: mail scanners follow links.
 */
import { escapeHtml } from '@/core'
import type { ComputedAnswer, FormRoute } from '@/delivery'
import {
  askSignUp,
  CONFIRM_MS,
  confirmSignUp,
  IMPORT_PROBLEMS,
  readRow,
  signUpOf,
  type Column,
  type MailingEngine,
} from '@/mailing'

import {
  FORM_CHOICES,
  LANGUAGE_CHOICES,
  PROFILE_CHOICES,
  REGION_CHOICES,
  type Catalogue,
} from './catalogue'
import { checkboxes, drawPage, INVALID_LINK, radios, select, valueIn, valuesIn } from './pages'

const TITLE = '订阅手机报 Subscribe'
const SENT =
  '如果地址无误，一封带有确认链接的信息正在路上；打开链接确认后才开始订阅。If the address is right, a message with a link is on its way; the subscription begins once you confirm there.'
const NOTHING = '目前没有可以订阅的手机报。There is no newspaper to subscribe to at present.'
const CONSENT =
  '我同意接收所选的手机报，随时可以退订。I agree to be sent what I chose, and may leave at any time.'
const NEEDS_CONSENT = '请勾选同意。Please tick your consent.'
const NEEDS_NEWSPAPER = '请至少选择一份手机报。Please choose a newspaper.'

const CONFIRM_TITLE = '确认订阅 Confirm'
const CONFIRMED = '订阅成功，从下一期开始寄给您。You are subscribed, from the next edition on.'

const COLUMNS: Readonly<Partial<Record<Column, string>>> = {
  channel: '形式 form',
  address: '地址 address',
  region: '地区 region',
  audiences: '受众 audiences',
  language: '语言 language',
  profile: '彩信大小 MMS size',
  newspapers: '手机报 newspapers',
}

export interface SignUpRoutesOptions {
  readonly mailing: MailingEngine
  readonly catalogue: () => Promise<Catalogue>
  readonly now: () => Date
}

/** Fewer than other addresses: each may send a message. */
const SUBMITS_PER_MINUTE = 10

export function signUpRoutes(options: SignUpRoutesOptions): readonly FormRoute[] {
  const { mailing, catalogue, now } = options
  const { store, vault, confirmations } = mailing
  return [
    {
      path: '/newspaper/subscribe',
      bare: true,
      submitsPerMinute: SUBMITS_PER_MINUTE,
      show: async () => drawForm(mailing, await catalogue(), {}, []),
      async submit(_token, fields) {
        const choices = await catalogue()
        const known = new Set(choices.newspapers.map(({ value }) => value))
        const newspapers = valuesIn(fields, 'newspapers')
        const form = valueIn(fields, 'channel')
        const read = readRow(
          {
            channel: confirmations.forms.some((each) => each === form) ? form : '',
            address: valueIn(fields, 'address'),
            region: valueIn(fields, 'region'),
            audiences: valuesIn(fields, 'audiences').join(';'),
            consentedAt: now().toISOString(),
            language: valueIn(fields, 'language'),
            profile: valueIn(fields, 'profile'),
            newspapers: newspapers.join(';'),
          },
          {
            vault,
            audiences: new Set(choices.audiences.map(({ value }) => value)),
            newspapers: [],
            source: '',
            now: now().getTime(),
          },
        )
        const wrong = [
          ...(newspapers.length === 0 || !newspapers.every((each) => known.has(each))
            ? [NEEDS_NEWSPAPER]
            : []),
          ...('wrong' in read
            ? read.wrong
                .filter(({ column }) => column !== 'newspapers')
                .map(
                  ({ code, column }) =>
                    `${COLUMNS[column] ?? column}: ${IMPORT_PROBLEMS[code].rule}`,
                )
            : []),
          ...(valueIn(fields, 'consent') === 'yes' ? [] : [NEEDS_CONSENT]),
        ]
        if ('wrong' in read || wrong.length > 0) return drawForm(mailing, choices, fields, wrong)
        const titles = choices.newspapers
          .filter(({ value }) => newspapers.includes(value))
          .map(({ label }) => label)
        const send = (
          ...[to, address, token]: Parameters<Parameters<typeof askSignUp>[0]['send']>
        ) => {
          confirmations.send(to, address, token, titles)
        }
        await askSignUp({ store, vault, now, send }, read.subscriber)
        return drawPage(200, TITLE, `<p>${escapeHtml(SENT)}</p>`)
      },
    },
    {
      path: '/newspaper/confirm',
      async show(token) {
        const wanted = await signUpOf({ store, vault, now }, token)
        if (!wanted) return invalid(CONFIRM_TITLE)
        const titles = new Map(
          (await catalogue()).newspapers.map(({ value, label }) => [value, label]),
        )
        const list = wanted.newspapers.map(
          (each) => `<li>${escapeHtml(titles.get(each) ?? each)}</li>`,
        )
        return drawPage(
          200,
          CONFIRM_TITLE,
          `<p>请确认订阅 You are about to subscribe to:</p><ul>${list.join('')}</ul>
<form method="post"><button>确认订阅 Confirm</button></form>
<p class="quiet">链接 ${String(CONFIRM_MS / 3_600_000)} 小时内有效，只能用一次。The link is good for ${String(CONFIRM_MS / 3_600_000)} hours, and once.</p>`,
        )
      },
      submit: async (token) =>
        (await confirmSignUp({ store, vault, now }, token))
          ? drawPage(200, CONFIRM_TITLE, `<p>${escapeHtml(CONFIRMED)}</p>`)
          : invalid(CONFIRM_TITLE),
    },
  ]
}

const invalid = (title: string): ComputedAnswer =>
  drawPage(404, title, `<p>${escapeHtml(INVALID_LINK)}</p>`)

function drawForm(
  { confirmations }: MailingEngine,
  { newspapers, audiences }: Catalogue,
  fields: Readonly<Record<string, unknown>>,
  wrong: readonly string[],
): ComputedAnswer {
  const status = wrong.length > 0 ? 422 : 200
  if (newspapers.length === 0) return drawPage(status, TITLE, `<p>${escapeHtml(NOTHING)}</p>`)
  const [only] = newspapers
  const chosen = valuesIn(fields, 'newspapers')
  const forms = FORM_CHOICES.filter(({ value }) => confirmations.forms.includes(value))
  const hasNumbers = forms.length > 1
  const problems = wrong.map((text) => `<li>${escapeHtml(text)}</li>`).join('')
  return drawPage(
    status,
    TITLE,
    `${problems ? `<div role="alert" class="wrong"><ul>${problems}</ul></div>\n` : ''}<form method="post" action="/newspaper/subscribe">
${checkboxes('newspapers', '手机报 Newspapers', newspapers, chosen.length === 0 && newspapers.length === 1 && only ? [only.value] : chosen)}${radios('channel', '形式 Form', forms, valueIn(fields, 'channel') || 'email')}<label>${hasNumbers ? '邮箱或手机号 E-mail address or mobile number' : '邮箱 E-mail address'} <input type="text" name="address" required maxlength="254" autocomplete="${hasNumbers ? 'on' : 'email'}" inputmode="${hasNumbers ? 'text' : 'email'}" value="${escapeHtml(valueIn(fields, 'address').slice(0, 254))}"></label>
${select('region', '地区 Region', REGION_CHOICES, valueIn(fields, 'region'))}${checkboxes('audiences', '我属于 I belong to', audiences, valuesIn(fields, 'audiences'))}${select('language', '语言 Language', LANGUAGE_CHOICES, valueIn(fields, 'language') || 'zh-CN')}${confirmations.forms.includes('mms') ? select('profile', '彩信大小 MMS size', PROFILE_CHOICES, valueIn(fields, 'profile') || '50') : ''}<label><input type="checkbox" name="consent" value="yes" required> ${escapeHtml(CONSENT)}</label>
<button>订阅 Subscribe</button></form>`,
  )
}
