/** Yixin, archived: nothing goes out by itself; with an address the same steps, the old token, its own numbers. */
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'

import type { ChannelContext, Outcome } from '@/core'
import { WechatDouble } from '@/plugins/wechat/double'
import { yixin } from '@/plugins/wechat/yixin/channel'

import { itemOf, shipmentOf, site } from '../../helpers/items'
import { memoryPorts } from '../../helpers/ports'

const NOW = Date.parse('2016-07-01T02:00:00Z')
const settings = {
  ...{ appId: 'wx0000double', secret: 'CHANNEL_SECRET_YIXIN', from: '2014-01-01' },
  ...{ verified: true, mode: 'publish', defaultCover: '/media/cover.png' },
}

async function contextOf(double: WechatDouble, address?: string): Promise<ChannelContext<unknown>> {
  const picture = await sharp({ create: { width: 94, height: 40, channels: 3, background: 'red' } })
    .png()
    .toBuffer()
  return {
    ...memoryPorts(),
    ...{ site, settings: yixin.settings(settings), now: () => new Date(NOW), http: double.fetch },
    uploads: { read: () => Promise.resolve(picture) },
    configured: (name) => ({ YIXIN_API_URL: address, CHANNEL_SECRET_YIXIN: 'double-secret' })[name],
  }
}

describe('yixin', () => {
  it('is described as archived, and needs an account', () => {
    expect(yixin.label.zh).toContain('存档')
    expect(() => yixin.settings({})).toThrow()
  })

  it('sends nothing without an address, and says so', async () => {
    const double = new WechatDouble({ now: () => NOW })
    const shipment = shipmentOf(itemOf('articles', 'a'))
    const [outcome] = await yixin.deliver([shipment], await contextOf(double))
    expect(outcome).toMatchObject({ ok: false, error: { code: 'SETTINGS_INVALID' } })
    expect(double.calls).toEqual([])
  })

  it('takes the old token and titles up to 64 characters', async () => {
    const double = new WechatDouble({ now: () => NOW, titleLimit: 64 })
    const title = '题'.repeat(64)
    const context = await contextOf(double, 'https://double')
    const shipment = shipmentOf(itemOf('articles', 'a', { title }))
    const [outcome] = await yixin.deliver([shipment], context)
    expect(outcome).toMatchObject<Partial<Outcome>>({ ok: true })
    expect(double.calls[0]).toBe('token')
    expect(double.publications).toMatchObject([{ title }])
    const longer = shipmentOf(itemOf('articles', 'b', { title: `${title}题` }))
    const [refused] = await yixin.deliver([longer], context)
    expect(refused).toMatchObject({ ok: false, error: { code: 'RENDERING_FAILED' } })
  })
})
