/**
 * `/tv/p/KEY/…`: the TV channel as one partner may take it. Needs no database: what partners may take lies on a shelf, and so
 * do the episodes. Each answer to a key that is known is noted in the log of fetches.
 */
import type { ArtefactStore } from '@/artefacts'
import { keyDigest, type PartnerGrant, type Pointer, type Site } from '@/core'
import type { GuardedAnswer, GuardedQuestion, GuardedRoute } from '@/delivery'
import type { PartnerLog } from '@/partner-log'
import {
  answerPartner,
  PARTNER_SHELF,
  readGrants,
  REFUSALS,
  refusalText,
  type Grants,
  type PartnerAnswer,
  type Refusal,
} from '@/plugins/tv/partner'
import { TvShelf } from '@/plugins/tv/shelf'

import { bounded, kept } from './fresh'

export const PARTNER_PREFIX = '/tv/p/'
/** The channel row whose columns are taken. */
const TV_CHANNEL = 'tv'
/** How long grants, and answers made from lists, are used again: what changes is seen within this. */
const FRESH_MS = 1000
/** Answers held at once, each a page of at most 100 episodes. */
const MOST_ANSWERS = 100
/** Episodes whose list is remembered. */
const MOST_EPISODES = 10_000

export interface PartnerRoutesOptions {
  readonly store: Pick<ArtefactStore, 'shelf' | 'lookup'>
  readonly site: () => Promise<Site>
  readonly log: PartnerLog
  readonly now: () => Date
}

export function partnerRoute({ store, site, log, now }: PartnerRoutesOptions): GuardedRoute {
  const shelf = new TvShelf(store.shelf(TV_CHANNEL))
  const whereabouts = bounded<string, { slug: string; month: string }>(MOST_EPISODES)
  const answers = bounded<string, { until: number; answer: Promise<PartnerAnswer> }>(MOST_ANSWERS)
  const grants = kept(() => readGrants(store.shelf(PARTNER_SHELF)), now, FRESH_MS)

  const answerOf = (
    question: GuardedQuestion,
    grant: PartnerGrant,
    { settings }: Grants,
  ): Promise<PartnerAnswer> => {
    const { base, path } = question
    const time = now().getTime()
    // The base holds the key, or says that it is in the header; either way it is this partner's.
    const name = `${grant.id} ${base} ${path}`
    const known = answers.get(name)
    if (known && known.until > time) return known.answer
    const answer = site().then((current) =>
      answerPartner({
        shelf,
        site: current,
        settings,
        grant,
        now: new Date(time).toISOString(),
        base,
        path,
        whereabouts,
        lookup: (publicPath) => lookup(store, publicPath),
      }),
    )
    answers.set(name, { until: time + FRESH_MS, answer })
    // What failed is tried again by the next who asks.
    answer.catch(() => answers.delete(name))
    return answer
  }

  return {
    prefix: PARTNER_PREFIX,
    async answer(question) {
      const known = await grants()
      const digest = keyDigest(question.key)
      const found = known.partners.flatMap((grant) => {
        const key = grant.keys.find((one) => one.digest === digest)
        return key ? [{ grant, key }] : []
      })[0]
      if (!found) return { answer: refusal('unknownKey') }
      const { grant, key } = found
      return {
        answer: sendable(await answerOf(question, grant, known)),
        sent(status, bytes) {
          log.note({
            at: now().toISOString(),
            partner: grant.id,
            key: key.id,
            method: question.method,
            path: question.path.slice(0, LONGEST_PATH),
            status,
            bytes,
            userAgent: question.userAgent.slice(0, LONGEST_AGENT),
          })
        },
      }
    },
  }
}

/** Characters that are noted. */
const LONGEST_PATH = 400
const LONGEST_AGENT = 200

function sendable(answer: PartnerAnswer): GuardedAnswer {
  switch (answer.kind) {
    case 'file':
      return { kind: 'artefact', path: answer.path }
    case 'refused':
      return refusal(answer.refusal)
    case 'text':
      return {
        kind: 'computed',
        answer: { status: 200, mediaType: answer.mediaType, body: Buffer.from(answer.body) },
      }
  }
}

const refusal = (name: Refusal): GuardedAnswer => ({
  kind: 'computed',
  answer: {
    status: REFUSALS[name].status,
    mediaType: 'text/plain; charset=utf-8',
    body: Buffer.from(refusalText(name)),
  },
})

/** What is no public path answers nothing. */
async function lookup(
  store: Pick<ArtefactStore, 'lookup'>,
  path: string,
): Promise<Pointer | undefined> {
  try {
    return await store.lookup(path)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
