/** Each fault ends in the right state, and never in a second publication. */
import { describe, expect, it } from 'vitest'

import { itemOf } from '../../helpers/items'
import { addressOf, type Fault } from '@/plugins/wechat/double'
import { wechatDesk, type Desk } from '../../helpers/wechat/desk'

const stateOf = async (desk: Desk, id: string): Promise<string> =>
  (await desk.row(id)).delivery.state

/** Faults of the first call of that path; earlier calls go well. */
async function faultAt(desk: Desk, path: string, fault: Fault): Promise<void> {
  const { fetch } = desk.double
  let done = false
  Object.assign(desk.double, {
    fetch: ((input, init) => {
      const isIt = !done && new URL(new Request(input).url).pathname.endsWith(path)
      if (isIt) {
        done = true
        desk.double.faults = [fault]
      }
      return fetch(input, init)
    }) satisfies typeof globalThis.fetch,
  })
  await Promise.resolve()
}

describe('publishing', () => {
  it('goes from draft to page, and the receipt is the address', async () => {
    const desk = wechatDesk()
    const id = await desk.add()
    await desk.hub.drain()
    expect(await desk.row(id)).toMatchObject({
      delivery: { state: 'submitted', receipt: expect.stringMatching(/^publish_id/) as string },
    })
    await desk.pass(2)
    const [page] = desk.double.publications
    expect((await desk.row(id)).delivery).toMatchObject({
      ...{ state: 'delivered', receipt: addressOf(page?.id ?? '') },
    })
    expect(desk.double.drafts).toEqual([])
    expect(desk.double.calls).toContain('draft/get')
  })

  it.each([
    ['draft/add', 'token-expired', 'delivered'],
    ['draft/add', 'busy', 'delivered'],
    ['draft/add', 'refused-connection', 'delivered'],
    ['draft/add', 'reset-before', 'delivered'],
    ['draft/add', 'reset-after', 'delivered'],
    ['draft/add', 'no-answer', 'delivered'],
    ['draft/add', 'quota', 'pending'],
    ['draft/add', 'unknown-code', 'held'],
    ['media/uploadimg', 'reset-after', 'delivered'],
    ['material/add_material', 'busy', 'delivered'],
    ['draft/get', 'no-answer', 'delivered'],
    ['freepublish/submit', 'token-expired', 'delivered'],
    ['freepublish/submit', 'refused-connection', 'delivered'],
    ['freepublish/submit', 'reset-after', 'delivered'],
    ['freepublish/submit', 'no-answer', 'delivered'],
    ['freepublish/submit', 'reset-before', 'held'],
    ['freepublish/submit', 'busy', 'held'],
    ['freepublish/submit', 'unknown-code', 'held'],
    ['freepublish/get', 'reset-after', 'delivered'],
    ['freepublish/get', 'busy', 'delivered'],
  ] as const)('%s with %s ends %s, and nothing is published twice', async (path, fault, state) => {
    const desk = wechatDesk()
    await faultAt(desk, path, fault)
    const id = await desk.add()
    await desk.pass(180)
    expect(await stateOf(desk, id)).toBe(state)
    expect(desk.double.publications.length).toBe(state === 'delivered' ? 1 : 0)
    expect(desk.double.drafts.length).toBeLessThanOrEqual(1)
  })

  it('holds what stays open after four looks, and asks no more', async () => {
    const desk = wechatDesk({}, { outcome: 'running' })
    const id = await desk.add()
    await desk.pass(180)
    expect((await desk.row(id)).delivery).toMatchObject({ state: 'held', code: 'OUTCOME_UNKNOWN' })
    expect(desk.double.calls.filter((call) => call === 'freepublish/get')).toHaveLength(4)
  })

  it('fails what the platform refuses', async () => {
    const desk = wechatDesk({}, { outcome: 'refused' })
    const id = await desk.add()
    await desk.pass(3)
    const row = await desk.row(id)
    expect(row.delivery.state).toBe('failed')
    expect(row.attemptLog.at(-1)?.message).toContain('平台审核不通过')
  })

  it('refuses a draft the far side did not keep whole', async () => {
    const desk = wechatDesk()
    desk.double.keeps = (content) => content.replace(/<img[^>]*>/, '')
    const id = await desk.add()
    await desk.pass(3)
    expect(await stateOf(desk, id)).toBe('failed')
    expect([desk.double.drafts, desk.double.publications]).toEqual([[], []])
  })

  it.each([{ verified: false }, { mode: 'draft' }])(
    'leaves a draft for a person with %j, who ends the row',
    async (settings) => {
      const desk = wechatDesk(settings)
      const id = await desk.add()
      await desk.pass(60 * 30)
      expect(await stateOf(desk, id)).toBe('submitted')
      expect(desk.double.drafts).toHaveLength(1)
    },
  )

  it('leaves a draft for a person where the far side says the account may not publish', async () => {
    const desk = wechatDesk({}, { verified: false })
    const id = await desk.add()
    await desk.pass(5)
    expect(await stateOf(desk, id)).toBe('submitted')
    expect(desk.double.calls.filter((call) => call === 'freepublish/submit')).toHaveLength(1)
  })

  it('makes one draft and one publication with two workers at once', async () => {
    const desk = wechatDesk()
    const id = await desk.add()
    await Promise.all([desk.hub.drain(), desk.rival.drain()])
    await desk.pass(2)
    expect(await stateOf(desk, id)).toBe('delivered')
    expect(desk.double.calls.filter((call) => call === 'draft/add')).toHaveLength(1)
    expect(desk.double.publications).toHaveLength(1)
  })
})

describe('mass sends', () => {
  it.each([undefined, 'reset-after', 'no-answer', 'busy', 'reset-before'] as const)(
    'are sent once, with %s',
    async (fault) => {
      const desk = wechatDesk({ mode: 'mass' })
      if (fault) await faultAt(desk, 'mass/sendall', fault)
      const id = await desk.add()
      await desk.pass(90)
      expect(await stateOf(desk, id)).toBe('delivered')
      expect(desk.double.publications).toHaveLength(1)
    },
  )

  it('wait for tomorrow when today’s is spent', async () => {
    const desk = wechatDesk({ mode: 'mass' })
    await desk.add()
    await desk.pass(3)
    const id = await desk.add({ item: itemOf('articles', 'b') })
    await desk.pass(3)
    expect((await desk.row(id)).delivery).toMatchObject({
      state: 'pending',
      notBefore: Date.parse('2016-07-01T16:05:00Z'),
    })
  })
})

describe('correcting and withdrawing', () => {
  it('changes the draft a person has not published', async () => {
    const desk = wechatDesk({ mode: 'draft' })
    const first = await desk.add()
    await desk.pass(1)
    const second = await desk.add({
      ...{ item: itemOf('articles', 'a', { title: '改正后' }), number: 2, action: 'correct' },
    })
    await desk.pass(60 * 25)
    expect(desk.double.drafts.map(({ articles }) => articles[0]?.['title'])).toEqual(['改正后'])
    expect([await stateOf(desk, first), await stateOf(desk, second)]).toEqual([
      'failed',
      'submitted',
    ])
  })

  it.each(['publish', 'mass'])(
    'deletes what was sent by %s, and keeps the receipt',
    async (mode) => {
      const desk = wechatDesk({ mode })
      const first = await desk.add()
      await desk.pass(3)
      const second = await desk.add({ number: 2, action: 'withdraw' })
      await desk.pass(3)
      expect(desk.double.publications.map(({ status }) => status)).toEqual(['deleted'])
      expect([await stateOf(desk, first), await stateOf(desk, second)]).toEqual([
        'delivered',
        'delivered',
      ])
      const receipt = (await desk.row(second)).attemptLog.at(-1)?.receipt
      expect(receipt).toContain(mode === 'mass' ? '收不回' : '已删除')
    },
  )

  it('waits with a withdrawal until it is known whether the article went out', async () => {
    const desk = wechatDesk({}, { outcome: 'running' })
    await desk.add()
    await desk.pass(1)
    const second = await desk.add({ number: 2, action: 'withdraw' })
    await desk.hub.drain()
    expect(await stateOf(desk, second)).toBe('pending')
    desk.double.finish('public')
    await desk.pass(60)
    expect(await stateOf(desk, second)).toBe('delivered')
    expect(desk.double.publications[0]?.status).toBe('deleted')
  })
})
