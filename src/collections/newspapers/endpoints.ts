/** POST /api/newspapers/ID/compile: an edition at once. Refusals are `{ errors: [{ message }] }`: 403, 404, 409 nothing to compile. */
import { APIError, Forbidden, type Endpoint } from 'payload'

import { say } from '@/i18n/texts'

import { may } from '../access'
import { timeZoneOf } from '../broadcast/endpoints'
import { momentText } from '../broadcast/words'
import { makeEdition, type NewspaperRow } from './make-edition'
import { newspaperTexts as t } from './texts'

export const compileEndpoint: Omit<Endpoint, 'root'> = {
  path: '/:id/compile',
  method: 'post',
  async handler(req) {
    const { payload } = req
    const { language } = req.i18n
    if (!may(req.user, 'create', 'editions')) throw new Forbidden(req.t)
    const newspaper = await payload.db.findOne<NewspaperRow>({
      collection: 'newspapers',
      where: { id: { equals: String(req.routeParams?.['id']) } },
    })
    if (!newspaper) throw new APIError(say(t.compile.missing, language), 404, null, true)
    const timeZone = timeZoneOf(payload)
    const made = await makeEdition(payload, newspaper, { dueAt: new Date(), timeZone })
    if (made.outcome === 'empty') {
      const since = momentText(made.since, timeZone)
      throw new APIError(say(t.compile.empty, language, { since }), 409, null, true)
    }
    const { edition, entries, outcome } = made
    const values = { title: edition.title, count: String(entries) }
    return Response.json({ message: say(t.compile[outcome], language, values), id: edition.id })
  },
}
