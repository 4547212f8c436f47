// Builds a page per document of items.json with Eleventy: `node eleventy.mjs WORK`, where WORK holds items.json.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import Eleventy from '@11ty/eleventy'

import { countPages, page } from './page.mjs'

const work = process.argv[2]
const started = performance.now()
const items = JSON.parse(readFileSync(join(work, 'items.json'), 'utf8'))
const eleventy = new Eleventy(join(work, 'eleventy-in'), join(work, 'eleventy-out'), {
  quietMode: true,
  configPath: null,
  config(config) {
    config.addGlobalData('items', items)
    config.addTemplate('item.11ty.js', {
      data: {
        pagination: { data: 'items', size: 1, alias: 'item' },
        permalink: ({ item }) => `/${item.type}/${item.slug}/index.html`,
      },
      render: ({ item }) => page(item),
    })
  },
})
await eleventy.write()
process.stdout.write(
  `@@${JSON.stringify({ ms: performance.now() - started, peak: process.resourceUsage().maxRSS * 1024, pages: countPages(join(work, 'eleventy-out')) })}\n`,
)
