/**
 * Below /api: GET mailings and mailings/ID, POST mailings/ID/{pause,resume,stop,repeat-unknown}; GET subscribers, POST
 * subscribers, POST subscribers/find, POST subscribers/ID/{suppress,erase}, GET subscribers/ID/export. Refusals are `{ errors: [{ message }] }`:
 * 400 input, 403 rights, 404, 409 not in this state. Lists hold no address.
 */
import { APIError, Forbidden, type Endpoint, type PayloadRequest } from 'payload'

import { mayWithMailings, type MailingRight } from '@/collections/access'
import { MAILING_FORMS } from '@/core'
import { say } from '@/i18n/texts'
import {
  boardOf,
  erasePerson,
  IMPORT_PROBLEMS,
  personOf,
  readAnyAddress,
  readRow,
  SUBSCRIBER_STATES,
  type Mailing,
  type MailingDesk,
  type Subscriber,
} from '@/mailing'

import { mailingTexts as t } from './texts'

export type OpenDesk = () => Promise<MailingDesk>

/** Shown at once. */
export const SHOWN = 50

const demand = (req: PayloadRequest, right: MailingRight): void => {
  if (!mayWithMailings(req.user, right)) throw new Forbidden(req.t)
}
const numberOf = (req: PayloadRequest): number => {
  const id = String(req.routeParams?.['id'])
  return /^\d{1,15}$/.test(id) ? Number(id) : 0
}
const refuse = (message: string, status: number): APIError =>
  new APIError(message, status, null, true)
const answer = (body: object): Response =>
  Response.json(body, { headers: { 'Cache-Control': 'no-store' } })

export const mailingEndpoints = (desk: OpenDesk): Endpoint[] => [
  {
    path: '/mailings',
    method: 'get',
    async handler(req) {
      demand(req, 'mailings.read')
      return answer({ docs: await (await desk()).store.mailings(SHOWN) })
    },
  },
  {
    path: '/mailings/:id',
    method: 'get',
    async handler(req) {
      demand(req, 'mailings.read')
      const open = await desk()
      return answer(await boardOf(open, await mailingOf(open, req), Date.now()))
    },
  },
  ...STEERING.map(([name, steer]): Endpoint => ({
    path: `/mailings/:id/${name}`,
    method: 'post',
    async handler(req) {
      demand(req, 'mailings.steer')
      const { language } = req.i18n
      const open = await desk()
      const before = await mailingOf(open, req)
      const done = await steer(open, before.id)
      if (done === false || done === undefined)
        throw refuse(say(t.notNow, language, { state: before.state }), 409)
      const message =
        done === true ? say(t.moved, language) : say(t.repeated, language, { count: String(done) })
      return answer({ message, state: (await open.store.mailing(before.id))?.state })
    },
  })),
  {
    path: '/subscribers',
    method: 'get',
    async handler(req) {
      demand(req, 'subscribers.read')
      const open = await desk()
      return answer({ docs: (await findSubscribers(open, req.searchParams)).map(listed) })
    },
  },
  {
    path: '/subscribers',
    method: 'post',
    async handler(req) {
      demand(req, 'subscribers.add')
      return addSubscriber(await desk(), req)
    },
  },
  {
    // By POST: an address that is looked for must not stand in an address, which servers log.
    path: '/subscribers/find',
    method: 'post',
    async handler(req) {
      demand(req, 'subscribers.read')
      const id = await findByAddress(await desk(), (await textsIn(req))['address'] ?? '')
      if (id === undefined) throw refuse(say(t.nobody, req.i18n.language), 404)
      return answer({ id })
    },
  },
  {
    path: '/subscribers/:id/export',
    method: 'get',
    async handler(req) {
      demand(req, 'subscribers.export')
      const open = await desk()
      return answer({ ...(await personOf(open, addressOf(open, await subscriberOf(open, req)))) })
    },
  },
  {
    path: '/subscribers/:id/suppress',
    method: 'post',
    async handler(req) {
      demand(req, 'subscribers.suppress')
      const { store } = await desk()
      const { id, lookup } = await subscriberOf(await desk(), req)
      await store.suppress(lookup, '', 'manual', Date.now())
      await store.change(id, { state: 'left' }, Date.now())
      return answer({ message: say(t.suppressed, req.i18n.language) })
    },
  },
  {
    path: '/subscribers/:id/erase',
    method: 'post',
    async handler(req) {
      demand(req, 'subscribers.erase')
      const open = await desk()
      await erasePerson(open, addressOf(open, await subscriberOf(open, req)), Date.now())
      return answer({ message: say(t.erased, req.i18n.language) })
    },
  },
]

type Steer = (desk: MailingDesk, id: number) => Promise<boolean | number | undefined>
const STEERING = [
  ['pause', (desk, id) => desk.pause(id)],
  ['resume', (desk, id) => desk.resume(id)],
  ['stop', (desk, id) => desk.stopMailing(id)],
  ['repeat-unknown', (desk, id) => desk.repeatUnknown(id)],
] as const satisfies readonly (readonly [string, Steer])[]

async function mailingOf({ store }: MailingDesk, req: PayloadRequest): Promise<Mailing> {
  const mailing = await store.mailing(numberOf(req))
  if (!mailing) throw refuse(say(t.unknownMailing, req.i18n.language), 404)
  return mailing
}

async function subscriberOf({ store }: MailingDesk, req: PayloadRequest): Promise<Subscriber> {
  const subscriber = await store.get(numberOf(req))
  if (!subscriber) throw refuse(say(t.unknownSubscriber, req.i18n.language), 404)
  return subscriber
}

const addressOf = ({ vault }: MailingDesk, { sealed, lookup }: Subscriber): string =>
  vault.open(sealed, lookup)

/** The subscriber's number; `address` is whole: an e-mail address or a number. */
async function findByAddress(
  { store, vault }: MailingDesk,
  address: string,
): Promise<number | undefined> {
  const read = readAnyAddress(address.trim())
  if (!read) return undefined
  const lookup = vault.lookup(read.kind, read.address)
  const [found] = await store.search({ lookup }, Number.MAX_SAFE_INTEGER, 1)
  return found?.id
}

/** `id`, or `state`, `form`, `newspaper`, and `before`, a number to go on from. Unknown values ask nothing. */
export async function findSubscribers(
  { store }: MailingDesk,
  query: URLSearchParams,
): Promise<readonly Subscriber[]> {
  const id = query.get('id')
  if (id !== null) {
    const one = /^\d{1,15}$/.test(id) ? await store.get(Number(id)) : undefined
    return one ? [one] : []
  }
  const state = SUBSCRIBER_STATES.find((each) => each === query.get('state'))
  const form = MAILING_FORMS.find((each) => each === query.get('form'))
  const newspaper = query.get('newspaper')
  const before = Number(query.get('before') ?? NaN)
  return store.search(
    {
      ...(state ? { state } : {}),
      ...(form ? { form } : {}),
      ...(newspaper ? { newspaper } : {}),
    },
    Number.isSafeInteger(before) && before > 0 ? before : Number.MAX_SAFE_INTEGER,
    SHOWN,
  )
}

/** Without the address, and without what it could be found by. */
export const listed = ({ sealed: _sealed, lookup: _lookup, ...rest }: Subscriber) => rest

/** The texts of a JSON body; what is no object has none. */
async function textsIn(req: PayloadRequest): Promise<Readonly<Record<string, string>>> {
  const body: unknown = await Promise.resolve(req.json?.()).catch(() => undefined)
  return Object.fromEntries(
    Object.entries(typeof body === 'object' && body !== null ? body : {}).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  )
}

async function addSubscriber(
  { store, vault }: MailingDesk,
  req: PayloadRequest,
): Promise<Response> {
  const { language } = req.i18n
  const cells = await textsIn(req)
  const { docs } = await req.payload.find({
    collection: 'audiences',
    pagination: false,
    depth: 0,
    overrideAccess: true,
  })
  const now = Date.now()
  const audiences = new Set(docs.map(({ slug }) => slug))
  const read = readRow(cells, { vault, audiences, newspapers: [], source: 'admin', now })
  if ('wrong' in read) {
    const problems = read.wrong
      .map(({ column, code }) => `${column}: ${IMPORT_PROBLEMS[code].rule}`)
      .join('; ')
    throw refuse(say(t.invalid, language, { problems }), 400)
  }
  const [outcome = ''] = await store.put([read.subscriber], now)
  return answer({ message: say(t.added, language, { outcome }), outcome })
}
