import { unzipSync } from 'fflate'

import { packages } from '@/plugins/alliance/packages/channel'

import { describeChannel } from '../../contract/channel.contract'
import { shipmentOf, site } from '../../helpers/items'
import { courseOf, lessonOf } from './lessons'

describeChannel({
  channel: packages,
  site,
  settings: { passMark: 0.5 },
  items: [lessonOf('a'), courseOf('course', ['a', 'c']), lessonOf('c')],
  shipmentOf,
  copies: ({ artefacts }, item) =>
    [...artefacts.files.values()].filter(({ path, body }) => {
      if (path !== `/packages/${item.type}/${item.slug}/html.zip`) return false
      const page = Buffer.from(unzipSync(body)['index.html'] ?? []).toString()
      return page.includes(`<h1>${item.title}</h1>`)
    }).length,
})
