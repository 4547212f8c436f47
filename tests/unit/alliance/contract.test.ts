import type { Item } from '@/core'
import { alliance } from '@/plugins/alliance/channel'
import { MEMORY, openSyndicationWriter } from '@/syndication'

import { describeChannel } from '../../contract/channel.contract'
import { itemOf, shipmentOf, site } from '../../helpers/items'
import { memoryPorts, type MemoryPorts } from '../../helpers/ports'
import { Recorded } from './recorded'

const records = new WeakMap<MemoryPorts, Recorded>()

describeChannel({
  channel: alliance,
  site,
  settings: {},
  now: () => new Date('2014-07-05T00:00:00.000Z'),
  items: [itemOf('lessons', 'one'), itemOf('articles', 'two'), itemOf('videos', 'three')],
  shipmentOf,
  open() {
    const recorded = new Recorded(openSyndicationWriter(MEMORY))
    const ports = { ...memoryPorts(), syndication: recorded }
    records.set(ports, recorded)
    return ports
  },
  copies: (ports: MemoryPorts, item: Item) => records.get(ports)?.copiesOf(item) ?? 0,
})
