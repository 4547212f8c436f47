/** Leaving a newspaper: `/newspaper/unsubscribe/TOKEN` (RFC 8058). GET changes nothing. */
import { escapeHtml } from '@/core'
import type { FormRoute } from '@/delivery'
import type { MailingEngine } from '@/mailing'

import { drawPage, INVALID_LINK } from './pages'

const TITLE = '退订手机报 Unsubscribe'
const QUESTION =
  '按下按钮后，您不再收到这份手机报。After pressing the button you get this newspaper no more.'
const BUTTON = '退订 Unsubscribe'
const DONE = '已退订，不会再寄给您。You are unsubscribed.'

export function leavingRoute(mailing: MailingEngine): FormRoute {
  const isGood = (token: string): boolean =>
    mailing.vault.verify('unsubscribe', token) !== undefined
  return {
    path: '/newspaper/unsubscribe',
    show: (token) =>
      Promise.resolve(
        isGood(token)
          ? drawPage(
              200,
              TITLE,
              `<p>${escapeHtml(QUESTION)}</p>
<form method="post"><button>${escapeHtml(BUTTON)}</button></form>`,
            )
          : drawPage(404, TITLE, `<p>${escapeHtml(INVALID_LINK)}</p>`),
      ),
    async submit(token) {
      if (!isGood(token)) return drawPage(404, TITLE, `<p>${escapeHtml(INVALID_LINK)}</p>`)
      await mailing.leave('unsubscribe', token)
      return drawPage(200, TITLE, `<p>${escapeHtml(DONE)}</p>`)
    },
  }
}
