/** The edition in its three messages and as a page, by the renderers that will make them, with what exceeds their limits. */
import {
  DeliveryError,
  itemPath,
  MMS_PROFILES,
  type Item,
  type MmsMessage,
  type MmsProfile,
  type Site,
  type Uploads,
} from '@/core'
import { base64Bytes, renderEmail } from '@/plugins/newspaper/email'
import { EMAIL_HTML_BYTES, KILOBYTE, SMS_PARTS } from '@/plugins/newspaper/limits'
import { editionOf } from '@/plugins/newspaper/edition'
import { picturesOf } from '@/plugins/newspaper/messages'
import { mmsBytes, renderMms } from '@/plugins/newspaper/mms'
import { renderSms, smsSize } from '@/plugins/newspaper/sms'
import { address, html } from '@/plugins/newspaper/words'
import { renderSelfContained } from '@/plugins/website'

import type { MmsProof, NewspaperProof, ProofFinding } from './proof'

const NO_ENTRIES: ProofFinding = {
  severity: 'block',
  message: { zh: '这一期还没有条目。', en: 'The edition has no entries yet.' },
}

export async function makeProof(
  item: Item,
  unpublished: readonly string[],
  uploads: Uploads,
  site: Site,
): Promise<NewspaperProof> {
  const edition = editionOf(item, site)
  if (!edition) throw new TypeError(`${item.id} is no edition`)
  const findings: ProofFinding[] = unpublished.map((headline) => ({
    severity: 'block',
    message: {
      zh: `“${headline}”对应的稿件没有发布，不会发出。`,
      en: `The document of "${headline}" is not published and is left out.`,
    },
  }))
  if (edition.entries.length === 0) findings.push(NO_ENTRIES)
  const attempt = <Value>(make: () => Value): Value | undefined => {
    try {
      return make()
    } catch (error) {
      if (!(error instanceof DeliveryError)) throw error
      const [zh = error.message, en = error.message] = error.message.split(' / ')
      findings.push({ severity: 'block', message: { zh, en } })
      return undefined
    }
  }

  const pictures = await picturesOf(edition, uploads, site)
  const { hosted } = pictures
  const email = attempt(() => renderEmail(edition, hosted))
  let page = email?.html ?? ''
  let web = ''
  const mms: MmsProof[] = []
  for (const profile of MMS_PROFILES) {
    const jpegs = await pictures.jpegs(profile)
    // What is shown is small; what is measured and sent are the hosted addresses.
    if (profile === 300) {
      web = renderSelfContained(item, site, (document) => dataUrl(jpegs.get(document)))
      for (const [document, url] of hosted)
        page = page.replaceAll(html(address(url)), dataUrl(jpegs.get(document)))
    }
    const message = attempt(() => renderMms(edition, profile, jpegs))
    if (!message) continue
    mms.push(mmsProof(message, profile))
    const left =
      jpegs.size - message.parts.filter(({ mediaType }) => mediaType === 'image/jpeg').length
    if (left > 0) findings.push(picturesLeft(profile, left))
  }

  const text = attempt(() => renderSms(edition))
  if (text !== undefined) {
    const shown = text.split('\n').length - 1
    if (shown < edition.entries.length) findings.push(headlinesLeft(edition.entries.length - shown))
  }
  return {
    web: { page: web, path: itemPath(item) },
    ...(email
      ? {
          email: {
            subject: email.subject,
            page,
            bytes: base64Bytes(email.html),
            limit: EMAIL_HTML_BYTES,
          },
        }
      : {}),
    mms,
    ...(text === undefined ? {} : { sms: { text, ...smsSize(text) } }),
    findings,
  }
}

function mmsProof(message: MmsMessage, profile: MmsProfile): MmsProof {
  const pages: { text: string; picture?: string }[] = []
  let picture: Uint8Array | undefined
  // A page's picture comes before its text.
  for (const { mediaType, body } of message.parts) {
    if (mediaType === 'image/jpeg') picture = body
    else {
      const text = new TextDecoder().decode(body)
      pages.push({ text, ...(picture ? { picture: dataUrl(picture) } : {}) })
      picture = undefined
    }
  }
  return { profile, bytes: mmsBytes(message), limit: profile * KILOBYTE, pages }
}

const picturesLeft = (profile: MmsProfile, count: number): ProofFinding => ({
  severity: 'warn',
  message: {
    zh: `彩信 ${String(profile)} KB：${String(count)} 张图片放不下。`,
    en: `MMS of ${String(profile)} KB: ${String(count)} pictures do not fit.`,
  },
})

const headlinesLeft = (count: number): ProofFinding => ({
  severity: 'warn',
  message: {
    zh: `短信最多 ${String(SMS_PARTS)} 条，最后 ${String(count)} 个标题放不下。`,
    en: `An SMS has ${String(SMS_PARTS)} parts at most: the last ${String(count)} headlines do not fit.`,
  },
})

const dataUrl = (body: Uint8Array = new Uint8Array()): string =>
  `data:image/jpeg;base64,${Buffer.from(body).toString('base64')}`
