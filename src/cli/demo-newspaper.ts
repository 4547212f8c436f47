/** The demo's mobile newspaper: one edition compiled from the samples, published and sent to the sample subscribers. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

import { makeEdition, type NewspaperRow } from '@/collections/newspapers/make-edition'
import { CONTENT_TYPES, type MailingForm } from '@/core'
import { importSubscribers } from '@/mailing'
import type { HubServices } from '@/server/hub-services'

import { table } from './output'

const SLUG = 'sample'
/** MMS and SMS need an operator's gateway. */
const FORMS: readonly MailingForm[] = ['email']

export interface DemoNewspaper {
  /** To be called when everything is delivered: sends what is queued, and says what became of it. */
  describe(): Promise<string>
}

/** Makes it once; a later start finds the edition that is there and sends nothing again. */
export async function startDemoNewspaper(
  hub: HubServices,
  samples: string,
): Promise<DemoNewspaper> {
  const { payload, mailing } = hub
  const newspaper = (await newspaperOf(hub)) ?? (await makeNewspaper(hub))
  const { docs: audiences } = await payload.find({
    ...{ collection: 'audiences', pagination: false, depth: 0 },
  })
  const subscribers = await importSubscribers({
    ...{ store: mailing.store, vault: mailing.vault, file: join(samples, 'subscribers.csv') },
    audiences: new Set(audiences.map(({ slug }) => slug)),
    newspapers: [SLUG],
    dryRun: false,
    now: () => new Date(),
    onProblem: () => undefined, // counted in the report; the sample has bad rows on purpose
  })
  const { totalDocs } = await payload.count({ collection: 'editions' })
  if (totalDocs === 0) await publishEdition(hub, newspaper)
  return {
    async describe() {
      await mailing.drain(new AbortController().signal)
      const [kept] = await mailing.store.mailings(1)
      const tally = kept ? await mailing.store.tally(kept.id) : []
      const sent = tally
        .filter(({ state }) => state === 'sent' || state === 'delivered')
        .reduce((sum, { count }) => sum + count, 0)
      const goesTo =
        mailing.goesTo === 'smtp'
          ? 'SMTP_URL'
          : `没有 SMTP_URL，写成文件 / no SMTP_URL, written as files: ${String((await emlFiles(mailing.outbox)).length)} .eml → ${mailing.outbox}`
      return table(
        ['手机报 newspaper', ''],
        [
          ['一期 edition', kept?.title ?? ''],
          [
            '订户 subscribers',
            `${String(subscribers.rows)} 行 rows, ${String(subscribers.refused)} 行有误 refused`,
          ],
          ['收件人（邮件）recipients (e-mail)', kept?.recipients ?? 0],
          ['已寄出 sent', sent],
          ['去向 goes to', goesTo],
          ['彩信、短信 MMS, SMS', '要网关，演示不寄 / need a gateway, not sent by the demo'],
        ],
      )
    },
  }
}

const newspaperOf = ({ payload }: HubServices): Promise<NewspaperRow | null> =>
  payload.db.findOne<NewspaperRow>({ collection: 'newspapers', where: { slug: { equals: SLUG } } })

async function makeNewspaper(hub: HubServices): Promise<NewspaperRow> {
  await hub.payload.create({
    collection: 'newspapers',
    data: {
      ...{ title: '样例手机报', slug: SLUG, language: 'zh-CN', sender: '样例手机报' },
      // Yearly, since the samples are spread over some years; compiled by the demo alone.
      ...{ schedule: '0 7 1 1 *', active: false, workingDaysOnly: false, staleHours: 12 },
      rules: { count: 8, order: 'newest', lead: 'with-picture' },
      segments: [{ forms: [...FORMS] }],
    },
  })
  const made = await newspaperOf(hub)
  if (!made) throw new Error(`The newspaper ${SLUG} was not kept`)
  return made
}

async function publishEdition(hub: HubServices, newspaper: NewspaperRow): Promise<void> {
  const { payload, settings } = hub
  const dueAt = await newestPublication(hub)
  if (!dueAt) return
  const made = await makeEdition(payload, newspaper, { dueAt, timeZone: settings.timeZone })
  if (made.outcome === 'empty') return
  await payload.update({
    ...{ collection: 'editions', id: made.edition.id, depth: 0 },
    data: { _status: 'published' },
  })
}

async function newestPublication({ payload }: HubServices): Promise<Date | undefined> {
  const dates: string[] = []
  for (const collection of CONTENT_TYPES) {
    const { docs } = await payload.find({
      ...{ collection, where: { _status: { equals: 'published' } }, sort: '-publishedAt' },
      ...{ limit: 1, depth: 0 },
    })
    if (docs[0]?.publishedAt) dates.push(new Date(docs[0].publishedAt).toISOString())
  }
  const newest = dates.sort().at(-1)
  return newest === undefined ? undefined : new Date(newest)
}

async function emlFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true })
  return names.filter((name) => name.endsWith('.eml'))
}
