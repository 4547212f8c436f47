/** The channel against a real mailing engine: an edition is ordered once, whatever the ledger does. */
import { afterAll, describe, expect, it } from 'vitest'

import { contentHash, type Item, type Shipment } from '@/core'
import { channels } from '@/plugins/channels'
import { newspaper } from '@/plugins/newspaper/channel'
import { keysOf } from '@/plugins/newspaper/order'

import { describeChannel } from '../../contract/channel.contract'
import { itemOf, shipmentOf, site } from '../../helpers/items'
import { READER, subscribersDesk } from '../../helpers/subscribers-desk'
import { START } from '../../helpers/mailing'
import type { MemoryPorts } from '../../helpers/ports'

const desk = subscribersDesk()
afterAll(() => desk[Symbol.asyncDispose]())

const SIGNED_OFF = new Date(START).toISOString()
const now = (): Date => new Date(START + 1000)
const editionOf = (day: string): Item =>
  itemOf('editions', day, { publishedAt: SIGNED_OFF, updatedAt: SIGNED_OFF })
const prefixOf = (item: Item): string => keysOf({ document: `editions/${item.id}` })

describeChannel({
  channel: newspaper,
  site,
  settings: { forms: ['email', 'sms'] },
  now,
  open: () => desk.open(),
  items: ['2026-03-02', '2026-03-03', '2026-03-04'].map(editionOf),
  shipmentOf,
  copies: (ports, item) => desk.copies(ports, prefixOf(item)),
})

describe('an edition', () => {
  const item = editionOf('2026-03-02')
  const settings = newspaper.settings({})

  async function deliver(
    ports: MemoryPorts,
    shipment: Shipment,
    at: () => Date = now,
  ): Promise<string> {
    const [outcome] = await newspaper.deliver([shipment], { ...ports, site, settings, now: at })
    if (!outcome?.ok) throw outcome?.error ?? new Error('There was no outcome')
    return outcome.receipt
  }

  it('goes to subscribers alone, and content does not', () => {
    expect(newspaper.selects(item, settings)).toEqual(['subscribers'])
    expect(newspaper.selects(itemOf('articles', 'a'), settings)).toEqual([])
    const carriers = channels.filter(({ carries }) => carries?.includes('editions'))
    expect(carriers.map(({ id }) => id)).toEqual(['website', 'feeds', 'newspaper'])
  })

  it('is ordered with frozen messages of every form, and the receipt names mailing and recipients', async () => {
    const ports = desk.open()
    expect(await deliver(ports, shipmentOf(item))).toBe('mailing:1 recipients:1')
    const { store } = await desk.engineOf(ports)
    const order = JSON.parse(await store.content(1)) as {
      messages: { email: { html: string }; mms: Record<string, unknown>; sms: { text: string } }
      staleAfter: string
    }
    expect(order.messages.email.html).toContain('https://hub.example.org/articles/lead')
    expect(order.messages.email.html).toContain(
      'https://hub.example.org/newspaper/morning/2026-03-02',
    )
    expect(Object.keys(order.messages.mms)).toEqual(['50', '100', '300'])
    expect(order.messages.sms.text).toMatch(/^【手机报】/)
    expect(order.staleAfter).toBe(new Date(START + 12 * 3_600_000).toISOString())
  })

  it('is the same order when its row is sent again', async () => {
    const ports = desk.open()
    const receipt = await deliver(ports, shipmentOf(item))
    await (await desk.engineOf(ports)).drain(new AbortController().signal)
    const again = { ...shipmentOf(item), id: 'other', key: 'channel|subscribers|again' }
    expect(await deliver(ports, again)).toBe(receipt)
    expect(await (await desk.engineOf(ports)).placed('')).toHaveLength(1)
  })

  it('is not sent again when corrected, and the receipt says so', async () => {
    const ports = desk.open()
    await deliver(ports, shipmentOf(item))
    const corrected = { ...item, title: '改正后的标题' }
    expect(
      await deliver(
        ports,
        shipmentOf(corrected, { action: 'correct', number: 2, earlier: [item] }),
      ),
    ).toBe('not-sent-again editions/2026-03-02#2; mailing:1 recipients:1 handed-over:0')
  })

  it('is sent in its corrected form when the first one was never ordered', async () => {
    const ports = desk.open()
    const corrected = shipmentOf(item, { action: 'correct', number: 2, earlier: [item] })
    expect(await deliver(ports, corrected)).toBe('mailing:1 recipients:1')
  })

  it('is stopped when withdrawn; published again it goes to those who have none yet', async () => {
    const ports = desk.open()
    const engine = await desk.engineOf(ports)
    await deliver(ports, shipmentOf(item))
    const { email } = { email: READER }
    const reader = await engine.store.find(engine.vault.lookup('email', email))
    await engine.drain(new AbortController().signal)
    const withdrawal = shipmentOf(item, { action: 'withdraw', number: 2, earlier: [item] })
    expect(await deliver(ports, withdrawal)).toBe('stopped mailing:1 recipients:1 handed-over:1')
    expect(await deliver(ports, shipmentOf(item, { number: 3, earlier: [item] }))).toBe(
      'mailing:2 recipients:0',
    )
    expect(await engine.store.receivedBy(reader?.id ?? 0)).toMatchObject([{ state: 'sent' }])
  })

  it('is not ordered when it is withdrawn before anything was', async () => {
    const ports = desk.open()
    expect(await deliver(ports, shipmentOf(item, { action: 'withdraw', number: 2 }))).toBe(
      'not-ordered editions/2026-03-02#2',
    )
  })

  it('does not go out anew to a channel that was made again, long after', async () => {
    const ports = desk.open()
    await deliver(ports, shipmentOf(item))
    const later = (): Date => new Date(START + 13 * 3_600_000)
    expect(await deliver(ports, shipmentOf(item, { number: 2, at: SIGNED_OFF }), later)).toMatch(
      /^not-sent-again/,
    )
  })

  it.each([
    ['has no entries', { entries: [] }, /没有条目/],
    [
      'has a lead that fits no SMS',
      { entries: [{ headline: '长'.repeat(400) }] },
      /短信：放下第一条标题需 \d+ 条，超出 4/,
    ],
    [
      'has more words than an e-mail holds',
      { entries: [{ headline: '标题', summary: '长'.repeat(40_000) }] },
      /邮件 \d+ 字节，超出 92160/,
    ],
  ])('that %s is refused with limit and size, and nobody is addressed', async (_, wrong, words) => {
    if (item.details.type !== 'editions') throw new Error('An edition has the details of one')
    const [line] = item.details.entries
    const entries = wrong.entries.map((entry) => ({ ...line, ...entry }))
    const broken = { ...item, details: { ...item.details, entries } } as Item
    const ports = desk.open()
    await expect(deliver(ports, shipmentOf(broken))).rejects.toMatchObject({
      code: 'RENDERING_FAILED',
      message: expect.stringMatching(words) as string,
    })
    expect(await ports.mailings.placed('')).toEqual([])
  })

  it('counts as unchanged when only its audience did', () => {
    if (item.details.type !== 'editions') throw new Error('An edition has the details of one')
    const mailing = { ...item.details.mailing, segments: [{ regions: ['54'] }] }
    const other: Item = { ...item, details: { ...item.details, mailing } }
    expect(contentHash(other)).toBe(contentHash(item))
    expect(contentHash({ ...item, title: '别的' })).not.toBe(contentHash(item))
  })
})
