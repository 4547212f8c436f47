/** What an address below a partner's key answers. Reads the TV channel's shelf, never the CMS. */
import { absoluteUrl, csvText, dayOf, localTime, type PartnerGrant, type Pointer } from '@/core'

import { MEDIA_TYPES, RENDERERS, scheduled } from '../draw'
import { filesOf, type Episode } from '../episode'
import { FORMATS, feedUrl, type Format } from '../feed'
import { renderXmltv, type Programme } from '../render-xmltv'
import type { TvSettings } from '../settings'
import { grantedEpisode, standingFor } from './granted'
import { partnerPage, PARTNER_FILES, publicFile, shownTo, type PartnerView } from './pages'
import { REPEAT, RUNDOWN_HEAD, type Refusal } from './texts'

export type PartnerAnswer =
  | { readonly kind: 'text'; readonly mediaType: string; readonly body: string }
  /** The public address whose file is to be sent. */
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

/** Where an episode was found before: reading all months for each part of a film would be slow. */
export interface Whereabouts {
  get(id: string): { readonly slug: string; readonly month: string } | undefined
  set(id: string, at: { readonly slug: string; readonly month: string }): unknown
}

export interface PartnerQuestion extends PartnerView {
  /** What follows the key, in its one spelling: `/night-class.mrss`. */
  readonly path: string
  readonly settings: TvSettings
  readonly whereabouts: Whereabouts
  /** What a public address answers. */
  readonly lookup: (path: string) => Promise<Pointer | undefined>
}

/** Whether the agreement holds; `undefined` when it does. */
export function refusedNow({ from, until }: PartnerGrant, now: string): Refusal | undefined {
  if (from !== undefined && now < from) return 'notYet'
  return until !== undefined && now >= until ? 'ended' : undefined
}

const FEED = /^\/([a-z0-9-]+)(?:\/(\d{4}-\d{2}(?:-\d{1,4})?))?\.(mrss|json)$/

export async function answerPartner(question: PartnerQuestion): Promise<PartnerAnswer> {
  const { path, grant, now } = question
  const refusal = refusedNow(grant, now)
  if (refusal) return refused(refusal)
  if (path.startsWith(PARTNER_FILES)) return fileAnswer(question)
  switch (path) {
    case '/index.json':
      return json(await indexOf(question))
    case '/schedule.xml':
      return text('application/xml; charset=utf-8', await scheduleOf(question))
    case '/rundown.csv':
      return text('text/csv; charset=utf-8', await rundownOf(question))
  }
  const [, slug, page, format] = FEED.exec(path) ?? []
  if (slug === undefined) return refused('missing')
  if (!grant.columns.includes(slug)) return refused('notGranted')
  const found = await partnerPage(slug, page, question)
  if (!found) return refused('missing')
  const form: Format = format === 'mrss' ? 'mrss' : 'json'
  return text(MEDIA_TYPES[form], RENDERERS[form](found))
}

const refused = (refusal: Refusal): PartnerAnswer => ({ kind: 'refused', refusal })
const text = (mediaType: string, body: string): PartnerAnswer => ({ kind: 'text', mediaType, body })
const json = (value: object): PartnerAnswer =>
  text('application/json; charset=utf-8', JSON.stringify(value))

async function indexOf({ grant, shelf, site, base }: PartnerQuestion): Promise<object> {
  const known = new Map((await shelf.columns()).map((info) => [info.slug, info]))
  return {
    partner: grant.name,
    until: grant.until,
    columns: grant.columns.map((slug) => ({
      id: slug,
      title: known.get(slug)?.title ?? slug,
      ...Object.fromEntries(
        FORMATS.map((format) => [format, feedUrl(site, slug, format, undefined, base)]),
      ),
    })),
    schedule: absoluteUrl(site, `${base}/schedule.xml`),
    rundown: absoluteUrl(site, `${base}/rundown.csv`),
  }
}

/** Lengths and ends are those of the whole schedule; what is not the partner's is left out afterwards. */
async function programmes(question: PartnerQuestion): Promise<readonly Programme[]> {
  const { shelf, now, site } = question
  return (await scheduled(shelf, now, site.timeZone)).flatMap((programme) => {
    const episode = grantedToAir(programme, question)
    return episode ? [{ ...programme, episode }] : []
  })
}

/** A programme is listed where the partner may air it at its time, whether or not it may be fetched already. */
const grantedToAir = (
  { episode, at }: Programme,
  question: PartnerQuestion,
): Episode | undefined =>
  standingFor(episode, question.grant, at) === 'shown'
    ? shownTo(episode, { ...question, now: at })
    : undefined

async function scheduleOf(question: PartnerQuestion): Promise<string> {
  const { shelf, site, settings } = question
  const columns = new Map((await shelf.columns()).map((info) => [info.slug, info]))
  return renderXmltv({ site, settings, columns, programmes: await programmes(question) })
}

async function rundownOf(question: PartnerQuestion): Promise<string> {
  const { timeZone } = question.site
  const clock = (iso: string): string => localTime(iso, timeZone).time
  const rows = (await programmes(question)).map(({ episode, at, until, repeat }) => [
    dayOf(at, timeZone),
    clock(at),
    until === undefined ? '' : clock(until),
    episode.columns[0]?.label ?? '',
    episode.columns[0]?.episode ?? '',
    episode.title,
    episode.seconds === undefined ? '' : Math.round(episode.seconds),
    repeat ? REPEAT : '',
    episode.producer ?? '',
    episode.productionNumber ?? '',
    episode.approvalNumber ?? '',
  ])
  return csvText([RUNDOWN_HEAD, ...rows])
}

/** A file is the partner's where an episode it may take now has it. */
async function fileAnswer(question: PartnerQuestion): Promise<PartnerAnswer> {
  const { grant, now } = question
  const path = publicFile(question.path)
  const pointer = await question.lookup(path)
  if (!pointer) return refused('missing')
  // Withdrawn for everybody; the store has the notice.
  if (pointer.kind === 'gone') return { kind: 'file', path }
  const id = decodeURIComponent(question.path.slice(PARTNER_FILES.length).split('/')[0] ?? '')
  const episode = await findEpisode(id, question)
  const granted = episode && grantedEpisode(episode, grant)
  if (!granted || !filesOf(granted).some((file) => file.path === path)) return refused('notGranted')
  switch (standingFor(episode, grant, now)) {
    case 'early':
      return refused('missing')
    case 'over':
      return refused('over')
    case 'shown':
      return { kind: 'file', path }
  }
}

/** Of the partner's columns only. */
async function findEpisode(
  id: string,
  { shelf, grant, whereabouts }: PartnerQuestion,
): Promise<Episode | undefined> {
  const look = async (slug: string, month: string): Promise<Episode | undefined> =>
    (await shelf.month(slug, month)).find((episode) => episode.id === id)
  const known = whereabouts.get(id)
  if (known && grant.columns.includes(known.slug)) {
    const found = await look(known.slug, known.month)
    if (found) return found
  }
  for (const slug of grant.columns) {
    const index = await shelf.index(slug)
    for (const { month } of index?.months.toReversed() ?? []) {
      const found = await look(slug, month)
      if (!found) continue
      whereabouts.set(id, { slug, month })
      return found
    }
  }
  return undefined
}
