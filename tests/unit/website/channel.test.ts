import { XMLParser } from 'fast-xml-parser'
import { describe, expect, it } from 'vitest'

import { itemPath, type Item } from '@/core'
import { website } from '@/plugins/website/channel'
import { STANDING_PATHS } from '@/plugins/website/sitemap'

import { itemOf, shipmentOf, site } from '../../helpers/items'
import { memoryPorts, type MemoryPorts } from '../../helpers/ports'
import { articles, deliver, fileOf, links, listed, rebuild, withdrawn } from './channel-steps'

describe('settings', () => {
  it('shows English unless told otherwise, and refuses what it does not know', () => {
    expect(website.settings(undefined)).toEqual({ showEnglish: true })
    expect(website.settings({ showEnglish: false })).toEqual({ showEnglish: false })
    expect(() => website.settings({ showEnglish: 'yes' })).toThrow(/showEnglish/)
  })
})

describe('selection', () => {
  it('takes what is for every channel or for the website', () => {
    const chosen = (channels: string[]) =>
      website.selects(itemOf('articles', 'a', { channels }), website.settings({}))
    expect(chosen([])).toEqual(['public'])
    expect(chosen(['tv', 'website'])).toEqual(['public'])
    expect(chosen(['tv'])).toEqual([])
  })
})

describe('lists', () => {
  it('has every page the header leads to before anything is published', async () => {
    const ports = memoryPorts()
    await deliver(ports)
    // Feeds are another channel's, and a search is answered when it is asked.
    const others = /^(?:\/feeds\/|\/search|#)/
    for (const path of STANDING_PATHS) {
      const dead = links(ports, path).filter(
        (href) => !others.test(href) && !ports.artefacts.files.has(href),
      )
      expect(dead).toEqual([])
    }
    expect(ports.artefacts.files.has('/404')).toBe(true)
  })

  it('shows the newest first, the months in parts of a hundred from the oldest', async () => {
    const ports = memoryPorts()
    await deliver(ports, ...articles(101), shipmentOf(itemOf('videos', 'v')))
    expect(listed(ports, '/articles/')).toHaveLength(20)
    expect(listed(ports, '/articles/').slice(0, 2)).toEqual(['/articles/a100', '/articles/a099'])
    expect(listed(ports, '/videos/')).toEqual(['/videos/v'])
    for (const list of ['articles', 'archive']) {
      expect(listed(ports, `/${list}/2014-11/`)).toHaveLength(100)
      expect(listed(ports, `/${list}/2014-11/`)[0]).toBe('/articles/a000')
      expect(listed(ports, `/${list}/2014-11/2`)).toEqual(['/articles/a100'])
      expect(links(ports, `/${list}/`)).toContain(`/${list}/2014-11/`)
      expect(links(ports, `/${list}/2014-11/`)).toContain(`/${list}/2014-11/2`)
      expect(links(ports, `/${list}/2014-11/2`)).toContain(`/${list}/2014-11/`)
    }
    expect(listed(ports, '/archive/2014-07/')).toEqual(['/videos/v'])
  })

  it('opens with the newest document that has a picture', async () => {
    const ports = memoryPorts()
    const cover = {
      ...fileOf('c.jpg'),
      mediaType: 'image/jpeg',
      alt: '图',
      width: 9,
      height: 9,
      sizes: [],
    }
    await deliver(ports, ...articles(4, (index) => (index === 1 ? { cover } : {})))
    const order = ['a001', 'a003', 'a002', 'a000'].map((slug) => `/articles/${slug}`)
    expect(listed(ports, '/')).toEqual(order)
  })

  it('links a full page to the next once there is one, and no longer when it is gone', async () => {
    const ports = memoryPorts()
    await deliver(ports, ...articles(100))
    expect(links(ports, '/articles/2014-11/')).not.toContain('/articles/2014-11/2')
    const last = itemOf('articles', 'z', { publishedAt: '2014-11-28T00:00:00.000Z' })
    await deliver(ports, shipmentOf(last))
    expect(links(ports, '/articles/2014-11/')).toContain('/articles/2014-11/2')
    await deliver(ports, withdrawn(last))
    expect(links(ports, '/articles/2014-11/')).not.toContain('/articles/2014-11/2')
  })

  it('takes a part away when a withdrawal leaves it empty', async () => {
    const ports = memoryPorts()
    const batch = articles(101)
    await deliver(ports, ...batch)
    const { item } = batch[7]?.revision ?? {}
    if (!item) throw new Error('There is an eighth article')
    await deliver(ports, withdrawn(item))
    expect(listed(ports, '/articles/2014-11/')).toHaveLength(100)
    expect(ports.artefacts.files.has('/articles/2014-11/2')).toBe(false)
    expect(links(ports, '/articles/2014-11/')).not.toContain('/articles/2014-11/2')
  })

  it('sorts days and months by the clock of the site', async () => {
    const ports = memoryPorts()
    await deliver(
      ports,
      shipmentOf(itemOf('articles', 'late', { publishedAt: '2014-10-31T16:00:00.000Z' })),
    )
    expect(listed(ports, '/articles/2014-11/')).toEqual(['/articles/late'])
  })
})

describe('sitemaps', () => {
  it('name every page once, and robots.txt names them', async () => {
    const ports = memoryPorts()
    const themes = [{ slug: 'theory', label: '理论学习' }]
    const batch = [...articles(3), shipmentOf(itemOf('courses', 'c', { themes }))]
    await deliver(ports, ...batch)
    const xml = new XMLParser({ isArray: (name) => name === 'url' || name === 'sitemap' })
    const index = xml.parse(ports.artefacts.text('/sitemap.xml')) as {
      sitemapindex: { sitemap: { loc: string }[] }
    }
    const pages = index.sitemapindex.sitemap.flatMap(({ loc }) => {
      const path = loc.slice(site.publicUrl.length)
      const { urlset } = xml.parse(ports.artefacts.text(path)) as {
        urlset: { url: { loc: string; lastmod: string }[] }
      }
      return urlset.url.map((url) => url.loc)
    })
    const paths = [
      ...batch.map(({ revision }) => itemPath(revision.item)),
      ...STANDING_PATHS,
      '/themes/theory/',
    ]
    expect(pages.sort()).toEqual(paths.map((path) => site.publicUrl + path).sort())
    for (const path of paths) expect(ports.artefacts.files.has(path)).toBe(true)
    expect(ports.artefacts.text('/robots.txt')).toContain(
      'Sitemap: https://hub.example.org/sitemap.xml',
    )
  })
})

describe('addresses', () => {
  const old = itemOf('articles', 'a', { slug: 'old' })
  const renamed: Item = { ...old, slug: 'new', formerSlugs: ['old'] }
  const withdrawal = {
    action: 'withdraw',
    at: '2015-01-01T02:30:00.000Z',
    reason: '数据 <有误>',
  } as const

  it('lead from a former slug to the page', async () => {
    const ports = memoryPorts()
    await deliver(ports, shipmentOf(old))
    await deliver(ports, shipmentOf(renamed, { action: 'correct', number: 2, earlier: [old] }))
    expect(await ports.artefacts.lookup('/articles/old')).toEqual({
      kind: 'moved',
      path: '/articles/old',
      to: '/articles/new',
    })
    expect(listed(ports, '/')).toEqual(['/articles/new'])
  })

  it('answer 410 with reason and date once withdrawn, former ones too, and a page after that again', async () => {
    const ports = memoryPorts()
    await deliver(ports, shipmentOf(old))
    await deliver(ports, shipmentOf(renamed, { action: 'correct', number: 2, earlier: [old] }))
    const [outcome] = await deliver(
      ports,
      shipmentOf(renamed, { ...withdrawal, number: 3, earlier: [renamed] }),
    )
    expect(outcome).toEqual({ ok: true, receipt: 'gone:/articles/new' })
    for (const path of ['/articles/old', '/articles/new']) {
      const pointer = await ports.artefacts.lookup(path)
      if (pointer?.kind !== 'gone') throw new Error(`${path} is not gone`)
      expect(pointer.at).toBe(withdrawal.at)
      expect(pointer.notice).toContain('数据 <有误>')
      expect(pointer.page).toContain('数据 &lt;有误')
      expect(pointer.page).toContain('2015年1月1日 10:30')
    }
    expect(listed(ports, '/')).toEqual([])

    await deliver(ports, shipmentOf(renamed, { number: 4, earlier: [renamed] }))
    expect((await ports.artefacts.lookup('/articles/new'))?.kind).toBe('file')
    expect((await ports.artefacts.lookup('/articles/old'))?.kind).toBe('moved')
    expect(listed(ports, '/')).toEqual(['/articles/new'])
  })
})

describe('files', () => {
  const first = itemOf('articles', 'a', { files: [fileOf('shared.pdf'), fileOf('own.pdf')] })
  const second = itemOf('articles', 'b', {
    files: [fileOf('shared.pdf')],
    publishedAt: '2014-06-01T00:00:00.000Z',
  })
  const kindOf = async (ports: MemoryPorts, name: string) =>
    (await ports.artefacts.lookup(`/media/${name}`))?.kind

  it('are public while somebody shows them', async () => {
    const ports = memoryPorts()
    await deliver(ports, shipmentOf(first), shipmentOf(second))
    expect(await ports.artefacts.lookup('/media/shared.pdf')).toEqual({
      kind: 'upload',
      path: '/media/shared.pdf',
      filename: 'shared.pdf',
      bytes: 7,
      mediaType: 'application/pdf',
      lastModified: '2014-06-01T00:00:00.000Z',
    })
    await deliver(ports, withdrawn(first))
    expect(await kindOf(ports, 'own.pdf')).toBe('gone')
    expect(await kindOf(ports, 'shared.pdf')).toBe('upload')
    await deliver(ports, withdrawn(second))
    expect(await kindOf(ports, 'shared.pdf')).toBe('gone')
  })

  it('are a film’s renditions with what these point to, as a rebuild makes them too', async () => {
    const film = itemOf('videos', 'film')
    if (film.details.type !== 'videos') throw new Error('A video has the details of one')
    const made = (name: string) => ({
      ...fileOf(`${name}.m3u8`),
      mediaType: 'application/vnd.apple.mpegurl',
      parts: [{ ...fileOf(`${name}-720p.mp4`), mediaType: 'video/mp4' }],
    })
    const sound = { ...fileOf('sound.m4a'), mediaType: 'audio/mp4' }
    const before: Item = { ...film, details: { ...film.details, renditions: [made('1'), sound] } }
    const after: Item = { ...film, details: { ...film.details, renditions: [made('2')] } }
    const ports = memoryPorts()
    const sameAfterRebuild = async () => {
      const snapshot = ports.artefacts.snapshot()
      await rebuild(ports)
      expect(ports.artefacts.snapshot()).toEqual(snapshot)
    }
    await deliver(ports, shipmentOf(before))
    expect(await kindOf(ports, '1.m3u8')).toBe('upload')
    expect(await kindOf(ports, '1-720p.mp4')).toBe('upload')
    expect(await kindOf(ports, 'sound.m4a')).toBeUndefined()
    await sameAfterRebuild()
    await deliver(ports, shipmentOf(after, { action: 'correct', number: 2, earlier: [before] }))
    expect(await kindOf(ports, '1-720p.mp4')).toBe('gone')
    expect(await kindOf(ports, '2-720p.mp4')).toBe('upload')
    await sameAfterRebuild()
    await deliver(ports, withdrawn(after, 3))
    expect(await kindOf(ports, '2.m3u8')).toBe('gone')
    expect(await kindOf(ports, '2-720p.mp4')).toBe('gone')
    await sameAfterRebuild()
  })

  it('are gone when a correction drops them, which the receipt keeps for a rebuild from nothing', async () => {
    const ports = memoryPorts()
    await deliver(ports, shipmentOf(first))
    const corrected: Item = { ...first, files: [fileOf('shared.pdf')] }
    const at = '2015-01-01T00:00:00.000Z'
    const [outcome] = await deliver(
      ports,
      shipmentOf(corrected, { action: 'correct', number: 2, earlier: [first], at }),
    )
    expect(outcome).toMatchObject({
      ok: true,
      receipt: expect.stringMatching(/^gone:\/media\/own\.pdf page:[0-9a-f]{16}$/) as string,
    })
    expect(await ports.artefacts.lookup('/media/own.pdf')).toMatchObject({ kind: 'gone', at })
    const anew = memoryPorts(ports.library)
    await rebuild(anew)
    expect(anew.artefacts.snapshot()).toEqual(ports.artefacts.snapshot())
  })

  it('are gone since the last of several times, in whatever order these become known', async () => {
    const ports = memoryPorts()
    const [early, late] = ['2015-01-01T00:00:00.000Z', '2015-02-01T00:00:00.000Z']
    await deliver(ports, shipmentOf(first), shipmentOf(second))
    await deliver(
      ports,
      shipmentOf(second, { action: 'withdraw', number: 2, earlier: [second], at: late }),
      shipmentOf(first, { action: 'withdraw', number: 2, earlier: [first], at: early }),
    )
    expect(await ports.artefacts.lookup('/media/shared.pdf')).toMatchObject({ at: late })
    expect(await ports.artefacts.lookup('/media/own.pdf')).toMatchObject({ at: early })
  })

  it('of other houses are left alone', async () => {
    const ports = memoryPorts()
    const foreign = { ...fileOf('x'), url: 'https://cdn.example.org/media/x' }
    await deliver(ports, shipmentOf(itemOf('articles', 'a', { files: [foreign] })))
    expect(ports.artefacts.pointers.size).toBe(0)
  })
})

describe('a document that cannot be shown', () => {
  it.each<[string, Partial<Item>]>([
    ['a date that is none', { publishedAt: 'soon' }],
    ['a slug that makes no address', { slug: '../../etc' }],
    ['a former slug that makes no address', { formerSlugs: ['a b'] }],
    ['a theme whose slug makes no address', { themes: [{ slug: 'a/b', label: '甲' }] }],
    ['a file name encoded wrongly', { files: [fileOf('%zz.pdf')] }],
    ['a correction without a date', { corrections: [{ at: '', note: 'x' }] }],
  ])('fails alone: %s', async (_, changes) => {
    const ports = memoryPorts()
    const good = itemOf('articles', 'good')
    const outcomes = await deliver(
      ports,
      shipmentOf(itemOf('articles', 'bad', changes)),
      shipmentOf(good),
    )
    expect(outcomes[0]).toMatchObject({ ok: false, error: { code: 'RENDERING_FAILED' } })
    expect(outcomes[1]).toMatchObject({ ok: true })
    expect(listed(ports, '/')).toEqual(['/articles/good'])
    expect([...ports.artefacts.files.keys()].filter((path) => path.includes('bad'))).toEqual([])
  })

  it('keeps the version shown before, also through a rebuild, which names it', async () => {
    const ports = memoryPorts()
    const good = itemOf('articles', 'a', { files: [fileOf('a.pdf')] })
    await deliver(ports, shipmentOf(good), shipmentOf(itemOf('articles', 'b')))
    const before = ports.artefacts.snapshot()
    const bad: Item = { ...good, corrections: [{ at: 'never', note: 'x' }] }
    await deliver(ports, shipmentOf(bad, { action: 'correct', number: 2, earlier: [good] }))
    await expect(rebuild(ports)).rejects.toMatchObject({
      code: 'RENDERING_FAILED',
      message: expect.stringContaining('articles/a') as string,
    })
    expect(ports.artefacts.snapshot()).toEqual(before)
  })

  it('is told from storage that does not answer, which fails the batch', async () => {
    const ports = memoryPorts()
    ports.crash.arm(0)
    await expect(deliver(ports, shipmentOf(itemOf('articles', 'a')))).rejects.toThrow(
      'The process died here',
    )
  })
})
