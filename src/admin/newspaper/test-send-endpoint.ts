/**
 * POST /api/editions/ID/test-send: the newest draft's e-mail to the one who asks, marked as a test, through the mail server
 * of the newspaper. Refusals: 403 rights, 409 not complete, over budget or no mail server, 429 too soon after the last one.
 */
import { APIError, Forbidden, type Endpoint } from 'payload'

import { may } from '@/collections/access'
import { MERGE_FIELDS, messageOf } from '@/core'
import { readSite } from '@/plugins/distribution/site'
import { toEdition, type SourceEdition } from '@/plugins/distribution/to-edition'
import { editionOf } from '@/plugins/newspaper/edition'
import { renderEmail } from '@/plugins/newspaper/email'
import { picturesOf } from '@/plugins/newspaper/messages'

import { uploadsOf, type ProofOptions } from './proof-endpoint'
import { proofWord } from './texts'

/** Between two test mails to the same user. */
const PAUSE_MS = 20_000

export const testSendEndpoint = ({ publicUrl, timeZone }: ProofOptions): Omit<Endpoint, 'root'> => {
  const lastSent = new Map<string, number>()
  return {
    path: '/:id/test-send',
    method: 'post',
    async handler(req) {
      const { payload, user } = req
      const { language } = req.i18n
      if (!user || !may(user, 'update', 'editions')) throw new Forbidden(req.t)
      if (payload.config.email === undefined) {
        throw new APIError(proofWord('noMailServer', language), 409, null, true)
      }
      const now = Date.now()
      if (now - (lastSent.get(user.id) ?? 0) < PAUSE_MS) {
        throw new APIError(proofWord('tooSoon', language), 429, null, true)
      }
      const source = (await payload.findByID({
        ...{ collection: 'editions', id: String(req.routeParams?.['id']), depth: 0, draft: true },
        ...{ overrideAccess: false, req },
      })) as unknown as SourceEdition
      const site = await readSite(payload, { publicUrl, timeZone, now: () => new Date() })
      try {
        const { item } = await toEdition({ payload, timeZone }, source, req)
        const edition = editionOf(item, site)
        if (!edition) throw new TypeError(`${item.id} is no edition`)
        const { hosted } = await picturesOf(edition, uploadsOf(payload), site)
        const { subject, html, text } = renderEmail(edition, hosted)
        lastSent.set(user.id, now)
        await payload.sendEmail({
          to: user.email,
          subject: `[测试 TEST] ${subject}`,
          html: withoutLinks(html, publicUrl),
          text: withoutLinks(text, publicUrl),
        })
      } catch (error) {
        throw new APIError(messageOf(error), 409, null, true)
      }
      return Response.json({ message: proofWord('testSent', language, { address: user.email }) })
    },
  }
}

/** A test has no subscriber who could leave. */
const withoutLinks = (body: string, publicUrl: string): string =>
  Object.values(MERGE_FIELDS).reduce((text, field) => text.replaceAll(field, publicUrl), body)
