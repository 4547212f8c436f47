import { describe, expect, it } from 'vitest'

import { channels } from '@/plugins/channels'
import { settingsFault } from '@/plugins/distribution/collections/channels'

const feeds = channels.find(({ id }) => id === 'feeds')

describe('settings typed into a channel’s form', () => {
  it.each([null, undefined, {}, { itemsPerFeed: 20 }])('are accepted: %j', (value) => {
    expect(settingsFault(feeds, value)).toBeUndefined()
  })

  it.each([
    ['{"itemsPerFeed": 20', /不是有效的 JSON \/ Not valid JSON \(.*JSON/],
    ['twenty', /不是有效的 JSON/],
    [[20], /请写成 JSON 对象.*Write a JSON object/],
    [20, /请写成 JSON 对象/],
    [{ itemsPerFeed: 0 }, /itemsPerFeed/],
    [{ noSuchSetting: true }, /noSuchSetting/],
  ])('are refused in words: %j', (value, words) => {
    expect(settingsFault(feeds, value)).toMatch(words)
  })
})
