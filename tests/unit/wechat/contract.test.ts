import { describeChannel } from '../../contract/channel.contract'
import { itemOf, shipmentOf, site } from '../../helpers/items'
import { memoryPorts, type MemoryPorts } from '../../helpers/ports'
import { START, testWechat } from '../../helpers/wechat/desk'
import { WechatDouble } from '@/plugins/wechat/double'

const doubles = new WeakMap<MemoryPorts['shelf'], WechatDouble>()

function open(): MemoryPorts {
  const double = new WechatDouble({ now: () => START })
  const ports = {
    ...memoryPorts(),
    http: double.fetch,
    configured: (name: string) =>
      ({ WECHAT_API_URL: 'https://double', CHANNEL_SECRET_WECHAT: 'double-secret' })[name],
  }
  doubles.set(ports.shelf, double)
  return ports
}

describeChannel({
  channel: testWechat(),
  site,
  settings: {
    ...{ appId: 'wx0000double', secret: 'CHANNEL_SECRET_WECHAT', from: '2014-01-01' },
    ...{ verified: true, mode: 'publish' },
  },
  open,
  now: () => new Date(START),
  items: ['a', 'b', 'c'].map((id) => itemOf('articles', id)),
  shipmentOf,
  copies: ({ shelf }, { title }) =>
    doubles
      .get(shelf)
      ?.publications.filter((each) => each.title === title && each.status === 'public').length ?? 0,
})
