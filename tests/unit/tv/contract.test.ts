import { describeChannel } from '../../contract/channel.contract'
import { shipmentOf, site } from '../../helpers/items'
import { NOON, tvAt, videoOf } from './episodes'

describeChannel({
  channel: tvAt(NOON),
  site,
  settings: { stationName: '样例台' },
  items: [
    videoOf('a', { airings: [{ at: '2015-03-02T11:30:00.000Z' }] }),
    videoOf(
      'b',
      { rights: { until: '2016-01-01T00:00:00.000Z' } },
      { publishedAt: '2014-08-02T00:00:00.000Z' },
    ),
    videoOf('c', {}, { publishedAt: '2014-09-02T00:00:00.000Z' }),
  ],
  shipmentOf,
  copies: ({ artefacts }, item) => {
    const feed = JSON.parse(artefacts.text('/tv/night-class.json')) as {
      items: { id: string; title: string }[]
    }
    return feed.items.filter(
      ({ id, title }) => id.endsWith(`${item.type}/${item.id}`) && title === item.title,
    ).length
  },
})
