import { describe, expect, it } from 'vitest'

import type { Item, Picture } from '@/core'
import { entryOf, readEntries } from '@/plugins/website/entries'

import { itemOf, shipmentOf } from '../../helpers/items'

const pictureOf = (name: string): Picture => ({
  ...{ url: `/media/${name}.jpg`, mediaType: 'image/jpeg', bytes: 9, alt: name },
  ...{ width: 3000, height: 2000 },
  sizes: [480, 960, 1600].map((width) => ({
    ...{ url: `/media/${name}-${String(width)}.jpg`, mediaType: 'image/jpeg', bytes: 5 },
    ...{ width, height: (width * 2) / 3 },
  })),
})

const entry = (item: Item) => entryOf(shipmentOf(item).revision)

describe('an entry of a list', () => {
  it('keeps of pictures the sizes cards need', () => {
    const { picture } = entry(itemOf('articles', 'a', { cover: pictureOf('cover') }))
    expect(picture?.sizes.map(({ width }) => width)).toEqual([480, 960])
    expect(picture?.width).toBe(3000)
  })

  it('shows a film by its poster, an explainer by its picture where it has no cover', () => {
    const film = itemOf('videos', 'v', { cover: pictureOf('cover') })
    if (film.details.type !== 'videos') throw new Error('It is a video')
    expect(entry(film).picture?.alt).toBe('cover')
    const details = { ...film.details, poster: pictureOf('poster') }
    expect(entry({ ...film, details })).toMatchObject({
      picture: { alt: 'poster' },
      durationSeconds: 61,
    })
    const explainer = itemOf('explainers', 'e', {
      details: { type: 'explainers', questions: [], explainingPicture: pictureOf('card') },
    })
    expect(entry(explainer).picture?.alt).toBe('card')
    expect(entry({ ...explainer, cover: pictureOf('cover') }).picture?.alt).toBe('cover')
    expect(entry(itemOf('articles', 'a'))).not.toHaveProperty('picture')
  })

  it('is read from a shelf as it was written, and not where it is damaged', () => {
    const written = [
      entry(
        itemOf('articles', 'a', {
          cover: pictureOf('cover'),
          themes: [{ slug: 't', label: '甲' }],
        }),
      ),
    ]
    const read = readEntries(JSON.parse(JSON.stringify(written)))
    expect(read).toEqual(written)
    expect(JSON.stringify(read)).toBe(JSON.stringify(written))
    const { revision: _revision, ...earlier } = written[0] ?? entry(itemOf('articles', 'a'))
    for (const damaged of [[earlier], {}, ['x'], [{ ...written[0], themes: 'x' }]]) {
      expect(readEntries(damaged)).toBeUndefined()
    }
  })
})
