/** Every document of every feed, read by parsers that know nothing of us. */
import { execFileSync, spawnSync } from 'node:child_process'

import { parseFeed as parseByRowanmanning } from '@rowanmanning/feed-parser'
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith'
import RssParser from 'rss-parser'
import { beforeAll, describe, expect, it } from 'vitest'

import type { Item } from '@/core'
import { createFeeds } from '@/plugins/feeds/channel'

import { itemOf, shipmentOf, site } from '../../helpers/items'
import { memoryPorts, type MemoryPorts } from '../../helpers/ports'
import { atomComplaints, jsonComplaints, rssComplaints } from './feed-rules'

const theory = { slug: 'theory', label: '理论学习' }
const HOSTILE =
  'A]]>B & <b>粗</b> <item> <lastBuildDate> </entry> \u0000\u0008\u001f\u0085\ufffe\ud800 😀👨‍👩‍👧 שלום \u202e&amp;&#0;'

const items: readonly Item[] = [
  itemOf('articles', 'plain', {
    themes: [theory],
    audiences: [{ slug: 'rural', label: '农村党员' }],
  }),
  itemOf('articles', 'hostile', {
    title: HOSTILE,
    summary: HOSTILE,
    html:
      `<p onclick="x()" style="position:fixed">${HOSTILE}</p><script>alert(1)</script><iframe src="/x"></iframe>` +
      '<a href="javascript:alert(1)">x</a><p><a href="/articles/plain">链接</a></p>' +
      '<img src="/media/a b.jpg" srcset="/media/a,1.jpg 1x, /media/b.jpg 2x" alt="图">',
    credits: { author: HOSTILE },
    themes: [{ slug: 'theory', label: HOSTILE }],
    publishedAt: '2014-07-01T15:59:59.000Z',
    corrections: [{ at: '2014-07-05T02:00:00.000Z', note: HOSTILE }],
  }),
  itemOf('articles', 'long', {
    title: '长'.repeat(10_000),
    publishedAt: '2014-06-01T00:00:00.000Z',
  }),
  itemOf('articles', 'bare', { summary: '', html: '', publishedAt: '2014-05-01T00:00:00.000Z' }),
  itemOf('articles', 'untold', { summary: '', publishedAt: '2014-04-01T00:00:00.000Z' }),
  itemOf('videos', 'film', {
    attachments: [
      { url: '/media/讲义.pdf', mediaType: 'application/pdf', bytes: 10, title: '讲义' },
      { url: '/media/talk.mp3', mediaType: 'audio/mpeg', bytes: 20 },
    ],
  }),
  itemOf('explainers', 'why', { html: '' }),
  itemOf('lessons', 'one', {
    courses: [{ slug: 'basics', label: '基础课' }],
    attachments: [
      { url: '/media/slides.pdf', mediaType: 'application/pdf', bytes: 10 },
      { url: '/media/talk.mp3', mediaType: 'audio/mpeg', bytes: 20 },
    ],
  }),
  itemOf('courses', 'basics', {
    details: {
      type: 'courses',
      lessons: [{ id: 'one', slug: 'one', label: '第一课', required: true }],
    },
  }),
  itemOf('articles', 'removed', { themes: [theory] }),
]

let ports: MemoryPorts

beforeAll(async () => {
  ports = memoryPorts()
  const channel = createFeeds()
  const settings = channel.settings({ hubUrl: 'https://hub.example.org/websub' })
  const removed = itemOf('articles', 'removed', { themes: [theory] })
  const shipments = [
    ...items.map((item) => shipmentOf(item)),
    shipmentOf(removed, {
      action: 'withdraw',
      number: 2,
      earlier: [removed],
      at: '2014-07-06T00:00:00.000Z',
      reason: HOSTILE,
    }),
  ]
  for (const { revision } of shipments) ports.library.add(revision)
  const outcomes = await channel.deliver(shipments, { ...ports, site, settings })
  expect(outcomes.every(({ ok }) => ok)).toBe(true)
})

const documents = (extension: string): [path: string, text: string][] =>
  [...ports.artefacts.files.keys()]
    .filter((path) => path.endsWith(extension))
    .sort()
    .map((path) => [path, ports.artefacts.text(path)])

describe('feeds in the validator’s terms', () => {
  it('has the feeds there should be', () => {
    const subscriptions = documents('.rss').filter(([path]) => !/\/\d{4}-\d{2}\.rss$/.test(path))
    expect(subscriptions.map(([path]) => path)).toEqual([
      '/feeds/all.rss',
      '/feeds/articles.rss',
      '/feeds/audiences/rural.rss',
      '/feeds/courses.rss',
      '/feeds/courses/basics.rss',
      '/feeds/explainers.rss',
      '/feeds/lessons.rss',
      '/feeds/newspaper.rss',
      '/feeds/themes/theory.rss',
      '/feeds/videos.rss',
    ])
  })

  it('gives no cause for complaint in RSS', () => {
    for (const [path, text] of documents('.rss')) {
      expect([path, rssComplaints(text, site.publicUrl + path)]).toEqual([path, []])
    }
  })

  it('gives no cause for complaint in Atom', () => {
    for (const [path, text] of documents('.atom')) {
      expect([path, atomComplaints(text, site.publicUrl + path)]).toEqual([path, []])
    }
  })

  it('gives no cause for complaint in JSON Feed', () => {
    for (const [path, text] of documents('.json')) {
      expect([path, jsonComplaints(text, site.publicUrl + path)]).toEqual([path, []])
    }
  })
})

describe('feeds in the eyes of other parsers', () => {
  const jsonItems = (path: string): { id: string; title: string }[] =>
    (
      JSON.parse(ports.artefacts.text(path.replace(/\.\w+$/, '.json'))) as {
        items: { id: string; title: string }[]
      }
    ).items

  it('are the same to rss-parser', async () => {
    const parser = new RssParser()
    for (const [path, text] of [...documents('.rss'), ...documents('.atom')]) {
      const feed = await parser.parseString(text)
      const expected = jsonItems(path)
      const ids = feed.items.map((item) => item.guid ?? (item as unknown as { id: string }).id)
      expect(ids).toEqual(expected.map(({ id }) => id))
      expect(feed.items.map(({ title }) => title?.slice(0, 200))).toEqual(
        expected.map(({ title }) => title.slice(0, 200)),
      )
    }
  })

  it('are the same to @rowanmanning/feed-parser', () => {
    for (const [path, text] of [...documents('.rss'), ...documents('.atom')]) {
      const feed = parseByRowanmanning(text)
      expect(feed.items.map(({ id }) => id)).toEqual(jsonItems(path).map(({ id }) => id))
      expect(feed.items.every(({ published }) => published !== null)).toBe(true)
    }
  })

  it('are the same to feedsmith', () => {
    for (const [path, text] of documents('.rss')) {
      const ids = (parseRssFeed(text).items ?? []).map(({ guid }) => guid?.value)
      expect(ids).toEqual(jsonItems(path).map(({ id }) => id))
    }
    for (const [path, text] of documents('.atom')) {
      const ids = (parseAtomFeed(text).entries ?? []).map(({ id }) => id)
      expect(ids).toEqual(jsonItems(path).map(({ id }) => id))
    }
    for (const [path, text] of documents('.json')) {
      const ids = (parseJsonFeed(text).items ?? []).map(({ id }) => id)
      expect(ids).toEqual(jsonItems(path).map(({ id }) => id))
    }
  })

  const python = process.env['FEEDPARSER_PYTHON'] ?? 'python3'
  const hasFeedparser = spawnSync(python, ['-c', 'import feedparser']).status === 0
  const skipped = hasFeedparser ? '' : ` (skipped: ${python} has no module feedparser)`

  it.runIf(hasFeedparser)(`are the same to Python’s feedparser${skipped}`, () => {
    const script =
      'import sys, json, feedparser\n' +
      'd = feedparser.parse(sys.stdin.buffer.read())\n' +
      'print(json.dumps({"bozo": bool(d.bozo), "ids": [e.id for e in d.entries]}))'
    for (const [path, text] of [...documents('.rss'), ...documents('.atom')]) {
      const answer = JSON.parse(
        execFileSync(python, ['-c', script], { input: text }).toString(),
      ) as unknown
      expect(answer).toEqual({ bozo: false, ids: jsonItems(path).map(({ id }) => id) })
    }
  })
})

describe('what a feed says', () => {
  const item = (id: string) =>
    parseRssFeed(ports.artefacts.text('/feeds/all.rss')).items?.find((one) =>
      one.guid?.value?.endsWith(`/${id}`),
    )

  it('keeps Chinese time in RSS dates', () => {
    const dated = ports.artefacts.text('/feeds/all.rss')
    expect(dated).toContain('<pubDate>Wed, 02 Jul 2014 08:00:00 +0800</pubDate>')
    expect(dated).toContain('<pubDate>Tue, 01 Jul 2014 23:59:59 +0800</pubDate>')
    expect(dated).toContain('<lastBuildDate>Sun, 06 Jul 2014 08:00:00 +0800</lastBuildDate>')
  })

  it('encloses the film, or the first sound, and nothing else', () => {
    expect(item('film')?.enclosures).toEqual([
      { url: 'https://hub.example.org/media/film.mp4', length: 1_234_567, type: 'video/mp4' },
    ])
    expect(item('one')?.enclosures?.[0]?.url).toBe('https://hub.example.org/media/talk.mp3')
    expect(item('plain')?.enclosures).toBeUndefined()
  })

  it('names the list a category is from', () => {
    expect(item('plain')?.categories).toEqual([
      { name: '理论学习', domain: 'https://hub.example.org/feeds/themes/' },
      { name: '农村党员', domain: 'https://hub.example.org/feeds/audiences/' },
    ])
  })

  it('makes addresses absolute and lets no script through', () => {
    const html = item('hostile')?.content?.encoded ?? ''
    expect(html).toContain('<a href="https://hub.example.org/articles/plain">')
    expect(html).toContain('src="https://hub.example.org/media/a%20b.jpg"')
    expect(html).toContain(
      'srcset="https://hub.example.org/media/a,1.jpg 1x, https://hub.example.org/media/b.jpg 2x"',
    )
    expect(html).not.toMatch(/alert|onclick|style=/)
  })

  it('notes corrections', () => {
    expect(item('hostile')?.content?.encoded).toContain('更正')
  })

  it('takes an excerpt where there is no summary', () => {
    expect(item('untold')?.description).toBe('正文 untold')
  })

  it('leaves a tombstone with its reason', () => {
    const atom = ports.artefacts.text('/feeds/themes/theory.atom')
    expect(atom).toContain(
      '<at:deleted-entry xmlns:at="http://purl.org/atompub/tombstones/1.0" ' +
        'ref="tag:example.org,2014:articles/removed" when="2014-07-06T08:00:00+08:00"><at:comment>A]]&gt;B',
    )
    expect(ports.artefacts.text('/feeds/all/2014-07.atom')).toContain(
      'ref="tag:example.org,2014:articles/removed"',
    )
    expect(item('removed')).toBeUndefined()
  })

  it('announces itself and the hub in links and headers', () => {
    const file = ports.artefacts.files.get('/feeds/all.atom')
    expect(file?.headers?.['Link']).toBe(
      '<https://hub.example.org/websub>; rel="hub", <https://hub.example.org/feeds/all.atom>; rel="self"',
    )
    expect(ports.artefacts.text('/feeds/all.rss')).toContain('rel="hub"')
    expect(ports.artefacts.files.get('/feeds/all/2014-07.rss')?.cacheControl).toBe(
      'public, max-age=3600',
    )
  })

  it('lists every feed for people and for programs', () => {
    const page = ports.artefacts.text('/feeds/')
    expect(page).toContain('https://hub.example.org/feeds/themes/theory.rss')
    expect(page).toContain('订阅')
    expect(page).toContain('<a href="/">')
    expect(page).toContain('<link rel="canonical" href="https://hub.example.org/feeds/">')
    expect(ports.artefacts.text('/feeds/index.opml')).toContain(
      'xmlUrl="https://hub.example.org/feeds/courses/basics.rss"',
    )
  })
})
