/** The real renderer, pictures and client over HTTP, from item to receipt. */
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'

import type { ChannelContext, Outcome } from '@/core'
import { wechat } from '@/plugins/wechat/channel'
import { addressOf, listen, WechatDouble } from '@/plugins/wechat/double'
import { createGuardedFetch } from '@/server/guarded-fetch'

import { itemOf, shipmentOf, site } from '../../helpers/items'
import { memoryPorts } from '../../helpers/ports'

const START = Date.parse('2016-07-01T02:00:00Z')

const picture = {
  ...{ url: '/media/a.webp', mediaType: 'image/webp', bytes: 9, alt: '', sizes: [] },
  ...{ width: 120, height: 80 },
}
const article = itemOf('articles', 'one', {
  title: '学时怎么算',
  html: '<p>按半天计 4 学时，见<a href="https://a.example/">规定</a>。</p><figure><img src="/media/a.webp" alt="课表"></figure>',
  cover: picture,
})

describe('an article of ours', () => {
  it('becomes a draft the far side keeps whole, then a page whose address is the receipt', async () => {
    const clock = { now: START }
    const double = new WechatDouble({ now: () => clock.now })
    await using server = await listen(double)
    const body = await sharp({ create: { width: 120, height: 80, channels: 3, background: 'red' } })
      .webp()
      .toBuffer()
    const context: ChannelContext<unknown> = {
      ...memoryPorts(),
      ...{ site, now: () => new Date(clock.now) },
      settings: wechat.settings({
        ...{ appId: 'wx0000double', secret: 'CHANNEL_SECRET_WECHAT', from: '2014-01-01' },
        ...{ verified: true, mode: 'publish' },
      }),
      uploads: { read: () => Promise.resolve(body) },
      http: createGuardedFetch({ allowed: ({ hostname }) => hostname === '127.0.0.1' }),
      configured: (name) =>
        ({ WECHAT_API_URL: server.url, CHANNEL_SECRET_WECHAT: 'double-secret' })[name],
    }
    const shipment = shipmentOf(article)
    let sent = ''
    double.keeps = (content) => {
      sent = content
      return content
    }
    const [submitted] = await wechat.deliver([shipment], context)
    expect(submitted).toMatchObject({
      ok: true,
      receipt: expect.stringMatching(/^publish_id/) as string,
    })
    expect(sent).toContain('规定<sup')
    expect(sent).toContain('https://mmbiz.qpic.cn/')
    expect(sent).not.toContain('/media/')
    expect(sent).not.toContain('class=')
    expect(double.publications[0]).toMatchObject({
      ...{ title: '学时怎么算', sourceUrl: 'https://hub.example.org/articles/one' },
    })
    clock.now += 60_000
    const outcome = await wechat.check?.(shipment, '', context)
    expect(outcome).toEqual<Outcome>({
      ok: true,
      receipt: addressOf(double.publications[0]?.id ?? ''),
    })
    expect(double.calls.filter((call) => call.startsWith('media/'))).toHaveLength(1)
  })
})
