/** Leaving a newspaper: `/newspaper/unsubscribe/TOKEN` (RFC 8058) and `/newspaper/preferences/TOKEN`. GET changes nothing. */
import { escapeHtml } from '@/core'
import type { ComputedAnswer, FormRoute } from '@/delivery'
import type { MailingEngine } from '@/mailing'

const PAGES = {
  unsubscribe: {
    title: '退订手机报 Unsubscribe',
    question:
      '按下按钮后，您不再收到这份手机报。After pressing the button you get this newspaper no more.',
    button: '退订 Unsubscribe',
    done: '已退订，不会再寄给您。You are unsubscribed.',
  },
  preferences: {
    title: '手机报设置 Preferences',
    question:
      '按下按钮后，您不再收到本站的任何手机报。After pressing the button you get none of our newspapers any more.',
    button: '退订全部 Unsubscribe from everything',
    done: '已全部退订。You are unsubscribed from everything.',
  },
} as const
const INVALID = '这个链接无效或不完整。This link is not valid or not complete.'

export const newspaperRoutes = (mailing: MailingEngine): readonly FormRoute[] =>
  (['unsubscribe', 'preferences'] as const).map((page) => {
    const texts = PAGES[page]
    const isGood = (token: string): boolean => mailing.vault.verify(page, token) !== undefined
    return {
      path: `/newspaper/${page}`,
      show: (token) =>
        Promise.resolve(
          isGood(token)
            ? draw(
                200,
                texts.title,
                `<p>${escapeHtml(texts.question)}</p>
<form method="post"><button>${escapeHtml(texts.button)}</button></form>`,
              )
            : draw(404, texts.title, `<p>${escapeHtml(INVALID)}</p>`),
        ),
      async submit(token) {
        if (!isGood(token)) return draw(404, texts.title, `<p>${escapeHtml(INVALID)}</p>`)
        await mailing.leave(page, token)
        return draw(200, texts.title, `<p>${escapeHtml(texts.done)}</p>`)
      },
    }
  })

const draw = (status: number, title: string, body: string): ComputedAnswer => ({
  status,
  mediaType: 'text/html; charset=utf-8',
  body: Buffer.from(`<!doctype html>
<html lang="zh-Hans"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title>
<style>body{font:1rem/1.75 sans-serif;max-width:36rem;margin:2rem auto;padding:0 1rem}button{font:inherit;padding:.5rem 1rem}</style></head>
<body><main><h1>${escapeHtml(title)}</h1>
${body}</main></body></html>
`),
})
