/** The edition as an e-mail: tables and inlined styles, since mail programs know little else. Pictures are hosted. */
import {
  DeliveryError,
  MERGE_FIELDS,
  type Edition,
  type EditionEntry,
  type EmailMessage,
} from '@/core'

import { BASE64_LINE, BASE64_LINE_BREAK, EMAIL_HTML_BYTES, EMAIL_WIDTH } from './limits'
import { address, html, plain } from './words'

const FONT = "font-family:'PingFang SC','Microsoft YaHei',sans-serif"
const INK = `margin:0;color:#222222;${FONT}`
const QUIET = `margin:0;color:#595959;font-size:14px;line-height:1.6;${FONT}`

/** Bytes of a text as base64 in a mail. */
export function base64Bytes(text: string): number {
  const characters = Math.ceil(new TextEncoder().encode(text).byteLength / 3) * 4
  return characters + Math.ceil(characters / BASE64_LINE) * BASE64_LINE_BREAK
}

/** `images` are absolute addresses of finished pictures, by the entry's document key. Throws RENDERING_FAILED. */
export function renderEmail(
  edition: Edition,
  images: ReadonlyMap<string, string> = new Map(),
): EmailMessage {
  const body = htmlOf(edition, images)
  const bytes = base64Bytes(body)
  if (bytes > EMAIL_HTML_BYTES) {
    throw new DeliveryError(
      'RENDERING_FAILED',
      `邮件 ${String(bytes)} 字节，超出 ${String(EMAIL_HTML_BYTES)} / the e-mail is ${String(bytes)} bytes, ${String(EMAIL_HTML_BYTES)} at most`,
    )
  }
  return { subject: plain(edition.title), html: body, text: textOf(edition), pictures: [] }
}

const htmlOf = (edition: Edition, images: ReadonlyMap<string, string>): string =>
  [
    `<!doctype html><html lang="${html(edition.language)}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    '<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">',
    `<title>${html(edition.title)}</title>`,
    // The one thing that can't be inlined: programs without media queries stay with the light colours.
    '<style>@media (prefers-color-scheme:dark){.page{background:#1a1a1a!important}.ink{color:#eeeeee!important}.quiet{color:#bbbbbb!important}.link{color:#ff9b8f!important}}</style>',
    '</head><body class="page" style="margin:0;padding:0;background:#ffffff">',
    `<div style="display:none;max-height:0;overflow:hidden">${html(preheader(edition))}</div>`,
    '<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#ffffff"><tr><td align="center" style="padding:16px 12px">',
    `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:${String(EMAIL_WIDTH)}px">`,
    row(
      `<h1 class="ink" style="${INK};font-size:24px;line-height:1.4">${html(edition.title)}</h1>`,
    ),
    edition.greeting
      ? row(
          `<p class="ink" style="${INK};font-size:16px;line-height:1.75">${html(edition.greeting)}</p>`,
        )
      : '',
    ...edition.entries.map((entry) => entryRow(entry, images.get(entry.document))),
    row(
      `<p class="quiet" style="${QUIET}">${link(edition.url, '网页版 Read online')} · ` +
        `${mergeLink(MERGE_FIELDS.preferences, '订阅设置 Preferences')} · ` +
        `${mergeLink(MERGE_FIELDS.unsubscribe, '退订 Unsubscribe')}</p>`,
    ),
    '</table></td></tr></table></body></html>',
  ]
    .filter(Boolean)
    .join('\n')

const preheader = ({ greeting, entries }: Edition): string => greeting || entries[0]?.headline || ''

const row = (content: string): string =>
  `<tr><td align="left" style="padding:0 0 20px;word-break:break-word">${content}</td></tr>`

const entryRow = ({ headline, summary, url, credits, picture }: EditionEntry, image?: string) =>
  row(
    [
      image
        ? `<img src="${html(address(image))}" alt="${html(picture?.alt ?? '')}" width="${String(EMAIL_WIDTH)}" style="display:block;width:100%;max-width:${String(EMAIL_WIDTH)}px;height:auto;border:0;margin:0 0 8px">`
        : '',
      `<h2 style="${INK};font-size:18px;line-height:1.5">${link(url, headline)}</h2>`,
      summary
        ? `<p class="ink" style="${INK};font-size:16px;line-height:1.75">${html(summary)}</p>`
        : '',
      credits ? `<p class="quiet" style="${QUIET}">${html(credits)}</p>` : '',
    ].join(''),
  )

const link = (url: string, text: string): string =>
  `<a class="link" href="${html(address(url))}" style="color:#a61b1b">${html(text)}</a>`

/** The one place where merge fields stand; text of editors can't make one. */
const mergeLink = (field: string, text: string): string =>
  `<a class="link" href="${field}" style="color:#a61b1b">${html(text)}</a>`

const textOf = (edition: Edition): string =>
  [
    plain(edition.title),
    ...(edition.greeting ? [plain(edition.greeting)] : []),
    ...edition.entries.map(({ headline, summary, credits, url }, index) =>
      [`${String(index + 1)}. ${plain(headline)}`, plain(summary), plain(credits), address(url)]
        .filter(Boolean)
        .join('\n'),
    ),
    `网页版 Read online: ${address(edition.url)}`,
    `订阅设置 Preferences: ${MERGE_FIELDS.preferences}\n退订 Unsubscribe: ${MERGE_FIELDS.unsubscribe}`,
  ].join('\n\n')
