/** Bundles, whatever goes wrong: each revision out once at most, each row with its own article's address, no draft left over. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { addressOf } from '@/plugins/wechat/double'

import { itemOf } from '../../helpers/items'
import { wechatDesk, type Desk } from '../../helpers/wechat/desk'
import { callbacks, callingBack, faults, live } from '../../helpers/wechat/history'

const RUNS = 1000

const history = fc.record({
  mode: fc.constantFrom('publish', 'mass'),
  outcome: fc.constantFrom(
    'public' as const,
    'public' as const,
    'refused' as const,
    'running' as const,
  ),
  faults,
  kills: fc.array(fc.nat(45), { maxLength: 3 }),
  callbacks,
  /** So many documents are due at first; one more comes when workers have died already. */
  documents: fc.integer({ min: 1, max: 10 }),
  joins: fc.boolean(),
  decides: fc.nat(90),
  corrects: fc.boolean(),
  withdraws: fc.boolean(),
  rivals: fc.boolean(),
})

const titleOf = (document: number, number: number): string =>
  `第 ${String(document)} 篇第 ${String(number)} 版`
const itemOfRevision = (document: number, number: number) =>
  itemOf('articles', `document-${String(document)}`, { title: titleOf(document, number) })

async function tellsTheTruth(desk: Desk, id: string, title: string): Promise<void> {
  const { delivery } = await desk.row(id)
  const published = desk.double.publications.filter((each) => each.title === title)
  const taken = published.filter(({ status }) => status !== 'refused')
  expect(taken.length, title).toBeLessThanOrEqual(1)
  if (delivery.state === 'failed') {
    expect(taken.filter(({ status }) => status === 'public')).toEqual([])
  }
  if (delivery.state !== 'delivered') return
  const [article] = taken
  expect(article?.status).toMatch(/^(public|deleted)$/)
  if (!article) return
  const own = addressOf(article.id, article.index)
  // Only a callback knows the address of what was mass-sent.
  expect(
    article.way === 'mass' ? [own, /^msg_id /.exec(delivery.receipt)?.input] : [own],
  ).toContain(delivery.receipt)
}

describe('histories of bundles', () => {
  it(`hold over ${String(RUNS)} sequences of faults`, async () => {
    await fc.assert(
      fc.asyncProperty(history, async (given) => {
        const { mode, outcome, kills, rivals } = given
        const desk = wechatDesk({ mode, bundle: true }, { outcome })
        desk.double.faults = [...given.faults]
        const { tellLater } = callingBack(desk, given.callbacks)
        const rows: { id: string; title: string }[] = []
        const add = async (document: number, number: number): Promise<void> => {
          const id = await desk.add({
            item: itemOfRevision(document, number),
            ...{ number, action: number === 1 ? 'publish' : 'correct' },
          })
          rows.push({ id, title: titleOf(document, number) })
        }
        for (let document = 1; document <= given.documents; document += 1) await add(document, 1)
        if (given.joins) {
          await live(desk, kills.slice(0, 1), false)
          await add(99, 1)
        }
        await live(desk, kills, rivals)
        if (given.corrects) await add(1, 2)
        await desk.pass(given.decides)
        if (outcome === 'running') desk.double.finish('public')
        await tellLater()
        await desk.pass(120)
        for (const { id, title } of rows) await tellsTheTruth(desk, id, title)
        if (!given.withdraws) return
        const last = await desk.add({
          item: itemOfRevision(1, 3),
          ...{ number: 3, action: 'withdraw' },
        })
        await desk.pass(120)
        const { state } = (await desk.row(last)).delivery
        const open = desk.double.publications.filter(
          ({ title, status }) => status === 'public' && title.startsWith('第 1 篇'),
        )
        if (state === 'delivered') expect(open).toEqual([])
        for (const { id, title } of rows.slice(1)) await tellsTheTruth(desk, id, title)
      }),
      { numRuns: RUNS },
    )
  }, 600_000)
})
