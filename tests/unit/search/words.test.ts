/** What a reader who types these words must find, and must not. */
import { expect, test } from 'vitest'

import { itemOf } from '../../helpers/items'
import { newIndex } from './helpers'

const TEXTS = {
  meetings: '各支部落实三会一课制度，按月安排党课。',
  three: '三位同志参会，讲了一节课。',
  migrant: '流动党员学习点设在车站旁边。',
  apart: '人口流动大的乡镇，党员教育要跟上。',
  village: '农村党员实用技术培训，白天种地，晚上上课。',
  cadre: '面向农村党员干部的远程教育站点。',
  city: '成都市的社区学校开课了。',
  clothes: '产品和服务都要让群众满意。',
  kimono: '展柜里有一件和服。',
  party: '学习中国共产党章程。',
  charter: '党章是根本大法，学党章要原原本本。',
  wechat: '通过WeChat公众号和ＩＰＴＶ收看。',
  apps: '手机上微信易信都能看。',
  message: '扩音器声音微弱，信息听不清。',
  plan: '《2014-2018年全国党员教育培训工作规划》的问答。',
  years: '2014年开始，到2018年，分年度推进。',
  name: '王小明讲了自己的故事。',
  quick: '培训T+1完成登记，网址是 www.example.org。',
} as const
type Name = keyof typeof TEXTS

const TABLE: readonly (readonly [
  query: string,
  mustFind: readonly Name[],
  mustNot: readonly Name[],
])[] = [
  // One character: a word, or part of one.
  ['课', ['meetings', 'three', 'village', 'city'], ['apart', 'kimono']],
  ['晚', ['village'], ['meetings', 'name']],
  ['和', ['clothes', 'wechat', 'kimono'], ['plan']],
  // Two characters.
  ['党员', ['migrant', 'apart', 'village', 'cadre', 'plan'], ['party', 'clothes', 'meetings']],
  ['党课', ['meetings'], ['three', 'village', 'charter']],
  ['和服', ['kimono'], ['clothes']],
  ['都市', [], ['clothes']],
  ['成都', ['city'], ['clothes']],
  ['国共', [], ['party', 'plan']],
  ['党章', ['charter'], ['party']],
  ['微信', ['apps'], ['message', 'wechat']],
  ['易信', ['apps'], ['message']],
  // Long words and what is inside them.
  ['三会一课', ['meetings'], ['three']],
  ['农村党员', ['village', 'cadre'], ['migrant', 'apart', 'plan']],
  ['农村 党员', ['village', 'cadre'], ['migrant', 'apart']],
  ['共产党', ['party'], ['charter', 'village']],
  ['远程教育', ['cadre'], ['apart', 'plan']],
  ['流动党员', ['migrant'], ['village', 'plan']],
  ['党员的教育', ['apart', 'plan', 'cadre'], ['village', 'migrant']],
  // Not in any dictionary.
  ['弱信', [], ['message']],
  ['王小明', ['name'], ['three', 'clothes']],
  // Latin and digits, whatever their width and case.
  ['wechat', ['wechat'], ['apps']],
  ['WECHAT 公众号', ['wechat'], ['apps']],
  ['iptv', ['wechat'], ['apps']],
  ['ＩＰＴＶ', ['wechat'], ['apps']],
  ['2014-2018', ['plan'], ['years']],
  ['2014', ['plan', 'years'], ['village']],
  ['201', [], ['plan', 'years']],
  ['T+1', ['quick'], ['years']],
  ['example.org', ['quick'], []],
]

test.each(TABLE)('%s', async (query, mustFind, mustNot) => {
  const names = Object.keys(TEXTS) as Name[]
  const { find } = await newIndex(
    names.map((name) =>
      itemOf('articles', name, { title: '标题', summary: '', html: `<p>${TEXTS[name]}</p>` }),
    ),
  )
  const found = await find(query)
  expect(found).toEqual(expect.arrayContaining([...mustFind]))
  expect(found.filter((name) => (mustNot as readonly string[]).includes(name))).toEqual([])
})

test.each([
  ['dangzhang', ['charter']],
  ['dang zhang', ['charter']],
  ['dz', ['charter']],
  ['DZ', ['charter']],
  ['dyjy', ['education']],
  ['dangyuanjiaoyu', ['education']],
  ['chongqing', ['city']],
  ['lvse', ['green']],
  ['jiaoyu', ['education']],
  ['dzz', []],
])('pinyin of a title: %s', async (query, slugs) => {
  const { find } = await newIndex([
    itemOf('articles', 'charter', { title: '学习党章' }),
    itemOf('articles', 'education', { title: '党员教育的新办法' }),
    itemOf('articles', 'city', { title: '重庆的夜校' }),
    itemOf('articles', 'green', { title: '绿色农业' }),
  ])
  expect(await find(query)).toEqual(slugs)
})
