/** Who is believed at the callback address, and what is made of what they say. */
import { describe, expect, it } from 'vitest'

import { decrypt, encrypt, signatureOf } from '@/plugins/wechat/callback/crypt'
import { keepNews } from '@/plugins/wechat/callback/keep'
import { newsIn, readXml } from '@/plugins/wechat/callback/message'
import { receive } from '@/plugins/wechat/callback/receive'
import { eventOf, signed, type Publication } from '@/plugins/wechat/double'

import { MemoryShelf } from '../../helpers/ports'

const AT = Date.parse('2016-07-01T02:00:00Z')
const now = new Date(AT)
const AES_KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'
const plain = { appId: 'wx0000double', token: 'a-token' }
const safe = { ...plain, aesKey: AES_KEY }
const random = Buffer.alloc(16, 7)
const article: Publication = {
  ...{ id: 'article-1', job: 'job-1', index: 1, way: 'publish', title: '学时怎么算' },
  ...{ sourceUrl: 'https://hub.example.org/a', updatedAt: AT, status: 'public' },
}
const bundle = [article, { ...article, index: 2 }]

const post = (
  xml: string,
  target: typeof plain & { aesKey?: string },
  account: typeof plain & { aesKey?: string } = target,
  at = AT,
) => {
  const { query, body } = signed(xml, target, { at, nonce: 'n1', random })
  return receive({ method: 'POST', query: new URLSearchParams(query), body }, account, now)
}

describe('the safe mode', () => {
  it('follows the documented scheme', () => {
    // SHA-1 of abc, as FIPS 180 has it.
    expect(signatureOf('b', 'a', 'c')).toBe('a9993e364706816aba3e25717850c26c9cd0d89d')
    const sealed = encrypt('<xml>学</xml>', AES_KEY, 'wx1', random)
    expect(Buffer.from(sealed, 'base64').length % 32).toBe(0)
    expect(decrypt(sealed, AES_KEY, 'wx1')).toBe('<xml>学</xml>')
    expect(decrypt(sealed, AES_KEY, 'wx2')).toBeUndefined()
    expect(decrypt('AAAA', AES_KEY, 'wx1')).toBeUndefined()
  })
})

describe('the callback address', () => {
  const check = (token: string, seconds: number) => {
    const timestamp = String(seconds)
    const query = new URLSearchParams({
      ...{ timestamp, nonce: 'n', echostr: 'say this' },
      signature: signatureOf(token, timestamp, 'n'),
    })
    return receive({ method: 'GET', query, body: '' }, plain, now)
  }

  it('echoes to whoever knows the token', () => {
    expect(check('a-token', AT / 1000)).toEqual({ kind: 'echo', text: 'say this' })
    expect(check('another', AT / 1000)).toMatchObject({ kind: 'refused', status: 403 })
  })

  it.each([-301, 301, Number.NaN])('refuses what is %d seconds off', (seconds) => {
    expect(check('a-token', AT / 1000 + seconds)).toMatchObject({ kind: 'refused', status: 403 })
  })

  it('believes what came encrypted, and takes the rest as a reason to ask', () => {
    const xml = eventOf([article], AT)
    expect(post(xml, safe)).toMatchObject({ kind: 'message', isAuthentic: true })
    expect(post(xml, plain)).toMatchObject({ kind: 'message', isAuthentic: false })
  })

  it.each([
    ['another token', { ...safe, token: 'wrong' }, safe],
    ['another key', { ...safe, aesKey: AES_KEY.toUpperCase() }, safe],
    ['another account', { ...safe, appId: 'wx-other' }, safe],
    ['plain text where a key is set', plain, safe],
    ['another token, plain', { ...plain, token: 'wrong' }, plain],
  ])('refuses %s', (_what, target, account) => {
    expect(post(eventOf([article], AT), target, account)).toMatchObject({
      ...{ kind: 'refused', status: 403 },
    })
  })

  it('refuses old messages sent again', () => {
    expect(post(eventOf([article], AT), safe, safe, AT - 301_000)).toMatchObject({
      ...{ kind: 'refused', status: 403 },
    })
  })

  it.each([
    '<!DOCTYPE xml [<!ENTITY x SYSTEM "file:///etc/passwd">]><xml><MsgType>&x;</MsgType></xml>',
    '<xml><unclosed></xml>',
    'no xml',
    '',
  ])('reads no %s', (body) => {
    expect(post(body, plain)).toMatchObject({ kind: 'refused', status: 400 })
  })

  it('makes nothing of what followers say', () => {
    const message = '<xml><MsgType>text</MsgType><Content>你好</Content></xml>'
    expect(post(message, safe)).toMatchObject({ kind: 'message', news: undefined })
  })
})

describe('events', () => {
  const read = (articles: Publication[]) => newsIn(readXml(eventOf(articles, AT)) ?? {})

  it('say how a publication ended, with one address or many', () => {
    expect(read([article])).toEqual({
      job: 'job-1',
      event: {
        ...{ at: AT, status: '0', articleId: 'article-1' },
        urls: ['https://mp.weixin.qq.com/s/article-1'],
      },
    })
    expect(read(bundle)?.event.urls).toHaveLength(2)
    expect(read([{ ...article, status: 'refused' }])?.event).toMatchObject({
      ...{ status: '4', urls: [] },
    })
  })

  it('say how a mass send ended', () => {
    expect(read([{ ...article, way: 'mass' }])).toMatchObject({
      job: 'job-1',
      event: { status: 'send success', urls: ['https://mp.weixin.qq.com/s/article-1'] },
    })
  })

  it('keep no address that is none', () => {
    const xml = eventOf([article], AT).replace('https://mp.weixin', 'javascript:mp.weixin')
    expect(newsIn(readXml(xml) ?? {})?.event.urls).toEqual([])
  })

  it('are kept once: told again, late, or in plain they change nothing', async () => {
    const shelf = new MemoryShelf()
    await shelf.write('jobs/job-1', { rows: ['row-1'] })
    const news = read([article])
    if (!news) throw new Error('The event is no news')
    const later = { ...news, event: { ...news.event, status: '5', at: AT + 1000 } }
    const kept = () => shelf.read('events/job-1')
    expect(await keepNews(shelf, later, false)).toEqual(['row-1'])
    expect(await keepNews(shelf, news, true)).toEqual(['row-1'])
    expect(await kept()).toMatchObject({ status: '0', isAuthentic: true })
    await keepNews(shelf, later, false)
    await keepNews(shelf, { ...news, event: { ...news.event, status: '1', at: AT - 1000 } }, true)
    expect(await kept()).toMatchObject({ status: '0', isAuthentic: true })
    expect(await keepNews(shelf, { ...news, job: 'not-ours' }, true)).toEqual([])
  })
})
