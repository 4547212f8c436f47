import { itemPath } from '@/core'
import { website } from '@/plugins/website/channel'

import { describeChannel } from '../../contract/channel.contract'
import { itemOf, shipmentOf, site } from '../../helpers/items'

describeChannel({
  channel: website,
  site,
  settings: { showEnglish: false },
  now: () => new Date('2014-12-01T00:00:00.000Z'),
  items: [
    itemOf('articles', 'a', { themes: [{ slug: 'theory', label: '理论学习' }] }),
    itemOf('videos', 'v', { publishedAt: '2014-08-02T00:00:00.000Z' }),
    itemOf('courses', 'c', { publishedAt: '2014-09-02T00:00:00.000Z' }),
  ],
  shipmentOf,
  // The page and its title on the front page of its type, or neither.
  copies: ({ artefacts }, item) => {
    const front = artefacts.text(`/${item.type}/`)
    const listed = front.split(`href="${itemPath(item)}">${item.title}<`).length - 1
    const pages = artefacts.files.has(itemPath(item)) ? 1 : 0
    return listed === pages ? pages : Number.NaN
  },
})
