/** Whatever goes wrong, whenever: a revision is published once at most, and the ledger tells the truth. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { itemOf } from '../../helpers/items'
import { wechatDesk, type Desk } from '../../helpers/wechat/desk'
import { callbacks, callingBack, faults, live } from '../../helpers/wechat/history'

const RUNS = 1000
const DAY = 24 * 60

const history = fc.record({
  mode: fc.constantFrom('publish', 'mass'),
  outcome: fc.constantFrom(
    'public' as const,
    'public' as const,
    'refused' as const,
    'running' as const,
  ),
  faults,
  kills: fc.array(fc.nat(30), { maxLength: 3 }),
  /** The far side decides what was still running after so many minutes. */
  decides: fc.nat(90),
  callbacks,
  corrects: fc.boolean(),
  withdraws: fc.boolean(),
  rivals: fc.boolean(),
})

const titleOf = (number: number): string => `第 ${String(number)} 版`
const itemOfRevision = (number: number) => itemOf('articles', 'a', { title: titleOf(number) })

async function tellsTheTruth(desk: Desk, id: string, number: number): Promise<void> {
  const { state } = (await desk.row(id)).delivery
  const published = desk.double.publications.filter(({ title }) => title === titleOf(number))
  const taken = published.filter(({ status }) => status !== 'refused')
  expect(taken.length).toBeLessThanOrEqual(1)
  if (state === 'delivered') {
    expect(taken.map(({ status }) => status)).toEqual([expect.stringMatching(/^(public|deleted)$/)])
  }
  if (state === 'failed') expect(taken.filter(({ status }) => status === 'public')).toEqual([])
}

describe('histories', () => {
  it(`hold over ${String(RUNS)} sequences of faults`, async () => {
    await fc.assert(
      fc.asyncProperty(history, async (given) => {
        const { mode, outcome, faults, kills, corrects, withdraws, rivals } = given
        const desk = wechatDesk({ mode }, { outcome })
        const { tellLater } = callingBack(desk, given.callbacks)
        desk.double.faults = [...faults]
        const first = await desk.add({ item: itemOfRevision(1) })
        await live(desk, kills, rivals)
        const second = corrects
          ? await desk.add({ item: itemOfRevision(2), number: 2, action: 'correct' })
          : undefined
        await desk.pass(given.decides)
        if (outcome === 'running') desk.double.finish('public')
        await tellLater()
        await desk.pass(90)
        await tellsTheTruth(desk, first, 1)
        if (second !== undefined) await tellsTheTruth(desk, second, 2)
        if (!withdraws) return
        const last = await desk.add({ item: itemOfRevision(3), number: 3, action: 'withdraw' })
        await desk.pass(DAY / 12)
        const { state } = (await desk.row(last)).delivery
        const open = desk.double.publications.filter(({ status }) => status === 'public')
        if (state === 'delivered') expect(open).toEqual([])
      }),
      { numRuns: RUNS },
    )
  }, 300_000)
})
