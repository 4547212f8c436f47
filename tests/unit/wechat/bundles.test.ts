/** Bundles when all goes well, and when one of them does not. */
import { describe, expect, it } from 'vitest'

import { addressOf } from '@/plugins/wechat/double'

import { itemOf } from '../../helpers/items'
import { wechatDesk, type Desk } from '../../helpers/wechat/desk'

const bundled = (settings: object = {}, options = {}) =>
  wechatDesk({ bundle: true, ...settings }, options)
const addAll = async (desk: Desk, ids: readonly string[]): Promise<string[]> => {
  const rows: string[] = []
  for (const id of ids) rows.push(await desk.add({ item: itemOf('articles', id) }))
  return rows
}
const receiptOf = async (desk: Desk, id: string): Promise<unknown> => {
  const { delivery } = await desk.row(id)
  return 'receipt' in delivery ? delivery.receipt : delivery.state
}

describe('a bundle', () => {
  it('is one draft, one publication, one look, and every row has its article’s address', async () => {
    const desk = bundled()
    const rows = await addAll(desk, ['a', 'b', 'c'])
    await desk.pass(2)
    const id = desk.double.publications[0]?.id ?? ''
    expect(desk.double.publications.map((each) => [each.id, each.index])).toEqual([
      [id, 1],
      [id, 2],
      [id, 3],
    ])
    expect(await Promise.all(rows.map((row) => receiptOf(desk, row)))).toEqual([
      addressOf(id, 1),
      addressOf(id, 2),
      addressOf(id, 3),
    ])
    const calls = (path: string) => desk.double.calls.filter((call) => call === path).length
    expect(['draft/add', 'freepublish/submit', 'freepublish/get'].map(calls)).toEqual([1, 1, 1])
  })

  it('holds eight; more make a second one', async () => {
    const desk = bundled()
    await addAll(desk, 'abcdefghij'.split(''))
    await desk.pass(2)
    const sizes = new Map<string, number>()
    for (const { job } of desk.double.publications) sizes.set(job, (sizes.get(job) ?? 0) + 1)
    expect([...sizes.values()]).toEqual([8, 2])
  })

  it('spends one mass send, and leaves the second bundle for the next day', async () => {
    const desk = bundled({ mode: 'mass' })
    const rows = await addAll(desk, 'abcdefghij'.split(''))
    await desk.pass(5)
    expect(desk.double.publications).toHaveLength(8)
    expect((await desk.row(rows[9] ?? '')).delivery).toMatchObject({
      ...{ state: 'pending', notBefore: Date.parse('2016-07-01T16:05:00Z') },
    })
    await desk.pass(16 * 60)
    expect(desk.double.publications).toHaveLength(10)
    expect(desk.double.calls.filter((call) => call === 'draft/add')).toHaveLength(2)
  })

  it('goes out without what can’t be sent', async () => {
    const desk = bundled()
    const [first, broken, last] = await addAll(desk, ['a', 'unrenderable', 'c'])
    await desk.pass(2)
    expect(desk.double.publications).toHaveLength(2)
    expect((await desk.row(broken ?? '')).delivery).toMatchObject({ state: 'failed' })
    for (const row of [first, last]) {
      expect((await desk.row(row ?? '')).delivery.state).toBe('delivered')
    }
  })

  it('is left by what is urgent, which goes out alone', async () => {
    const desk = bundled({ urgentThemes: ['urgent'] })
    await addAll(desk, ['a', 'b'])
    await desk.add({
      item: itemOf('articles', 'now', { themes: [{ slug: 'urgent', label: '急件' }] }),
    })
    await desk.pass(2)
    expect(new Set(desk.double.publications.map(({ job }) => job)).size).toBe(2)
  })

  it('follows an operator’s order', async () => {
    const desk = bundled()
    await desk.shelf.write('order', ['articles/c', 'articles/a'])
    await addAll(desk, ['a', 'b', 'c'])
    await desk.pass(2)
    expect(desk.double.publications.map(({ sourceUrl }) => sourceUrl.at(-1))).toEqual([
      ...['c', 'a', 'b'],
    ])
  })

  it('loses one article to a withdrawal, the others stay', async () => {
    const desk = bundled()
    await addAll(desk, ['a', 'b', 'c'])
    await desk.pass(2)
    const row = await desk.add({
      ...{ item: itemOf('articles', 'b'), number: 2, action: 'withdraw' },
    })
    await desk.pass(2)
    expect((await desk.row(row)).delivery.state).toBe('delivered')
    expect(desk.double.publications.map(({ status }) => status)).toEqual([
      ...['public', 'deleted', 'public'],
    ])
  })

  it('waits as a draft for a person where the account may not publish', async () => {
    const desk = bundled({ verified: false })
    const rows = await addAll(desk, ['a', 'b'])
    await desk.pass(60 * 26)
    expect(desk.double.drafts.map(({ articles }) => articles.length)).toEqual([2])
    for (const row of rows) expect((await desk.row(row)).delivery.state).toBe('submitted')
  })

  it('that is lost is found in the list of publications, article by article', async () => {
    const desk = bundled()
    const before = bundled()
    await addAll(before, ['a', 'b'])
    await before.pass(1)
    const at = before.double.calls.indexOf('freepublish/submit')
    desk.double.faults = [...Array.from({ length: at }, () => undefined), 'reset-after']
    const rows = await addAll(desk, ['a', 'b'])
    await desk.pass(30)
    expect(desk.double.publications).toHaveLength(2)
    const id = desk.double.publications[0]?.id ?? ''
    expect(await Promise.all(rows.map((row) => receiptOf(desk, row)))).toEqual([
      addressOf(id, 1),
      addressOf(id, 2),
    ])
  })
})
