import { describeChannel } from '../../contract/channel.contract'
import { itemOf, shipmentOf, site } from '../../helpers/items'
import { createFeeds } from '@/plugins/feeds/channel'

describeChannel({
  channel: createFeeds(),
  site,
  settings: { hubUrl: 'https://hub.example.org/websub' },
  items: [
    itemOf('articles', 'a', { themes: [{ slug: 'theory', label: '理论学习' }] }),
    itemOf('videos', 'v', { publishedAt: '2014-08-02T00:00:00.000Z' }),
    itemOf('courses', 'c', { publishedAt: '2014-09-02T00:00:00.000Z' }),
  ],
  shipmentOf,
  copies: ({ artefacts }, item) => {
    const feed = JSON.parse(artefacts.text('/feeds/all.json')) as {
      items: { id: string; title: string }[]
    }
    return feed.items.filter(
      ({ id, title }) => id.endsWith(`${item.type}/${item.id}`) && title === item.title,
    ).length
  },
})
