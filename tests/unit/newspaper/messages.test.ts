import { XMLValidator } from 'fast-xml-parser'
import { describe, expect, it } from 'vitest'

import { MERGE_FIELDS, MMS_PROFILES } from '@/core'
import { base64Bytes, renderEmail } from '@/plugins/newspaper/email'
import { EMAIL_HTML_BYTES, KILOBYTE } from '@/plugins/newspaper/limits'
import { mmsBytes, renderMms } from '@/plugins/newspaper/mms'
import { renderSms, smsSize } from '@/plugins/newspaper/sms'

import { edition, entry } from './editions'

const HOSTILE = `"><script>alert(1)</script>\r\nBcc: x@example.org {{unsubscribe_url}} \u0000\u{1F600}`

describe('an SMS', () => {
  it.each([
    ['', 0, 0],
    ['字'.repeat(70), 70, 1],
    ['字'.repeat(71), 71, 2],
    ['字'.repeat(134), 134, 2],
    ['字'.repeat(135), 135, 3],
    ['😀'.repeat(35), 70, 1],
    // 33 pairs a part, 66 of 67 units.
    ['😀'.repeat(67), 134, 3],
  ])('of %j is counted', (text, units, parts) => {
    expect(smsSize(text)).toEqual({ units, parts })
  })

  it('counts the signature, ends with the address and never cuts a headline', () => {
    const many = Array.from({ length: 40 }, (_, index) => entry(index + 1))
    const text = renderSms(edition({ entries: many }), 2)
    expect(text.startsWith('【编辑部】')).toBe(true)
    expect(text.endsWith(' https://example.org/n/1')).toBe(true)
    expect(smsSize(text).parts).toBe(2)
    for (const line of text.split(' https')[0]?.split('\n').slice(1) ?? []) {
      expect(line).toMatch(/^\d+\.第\d+条标题$/)
    }
  })

  it('refuses a lead that does not fit', () => {
    const long = edition({ entries: [entry(1, { headline: '字'.repeat(300) })] })
    expect(() => renderSms(long)).toThrow(expect.objectContaining({ code: 'RENDERING_FAILED' }))
  })
})

describe('an MMS', () => {
  const jpegs = new Map(
    [1, 2, 3].map((number) => [`articles/${String(number)}`, new Uint8Array(30 * KILOBYTE)]),
  )

  it.each(MMS_PROFILES)('stays within %i KB, drops pictures and never words', (profile) => {
    const message = renderMms(edition(), profile, jpegs)
    expect(mmsBytes(message)).toBeLessThanOrEqual(profile * KILOBYTE)
    const pictures = message.parts.filter(({ mediaType }) => mediaType === 'image/jpeg')
    expect(pictures).toHaveLength({ 50: 1, 100: 3, 300: 3 }[profile])
    expect(message.parts.length - pictures.length).toBe(4)
  })

  it('is well-formed SMIL whose sources are its parts, one text and at most one picture a page', () => {
    const { smil, parts } = renderMms(edition(), 300, jpegs)
    expect(XMLValidator.validate(smil)).toBe(true)
    expect([...smil.matchAll(/src="([^"]+)"/g)].map(([, source]) => source)).toEqual(
      parts.map(({ id }) => id),
    )
    for (const [, page = ''] of smil.matchAll(/<par [^>]*>(.*?)<\/par>/g)) {
      expect(page.match(/<text /g)).toHaveLength(1)
      expect((page.match(/<img /g) ?? []).length).toBeLessThanOrEqual(1)
    }
  })

  it('refuses more words than the profile takes', () => {
    const long = edition({ greeting: '字'.repeat(20_000) })
    expect(() => renderMms(long, 50)).toThrow(expect.objectContaining({ code: 'RENDERING_FAILED' }))
  })
})

describe('an e-mail', () => {
  it('has each merge field once in both bodies, and the page’s address', () => {
    const { html, text } = renderEmail(edition())
    for (const body of [html, text]) {
      for (const field of Object.values(MERGE_FIELDS)) expect(body.split(field)).toHaveLength(2)
      expect(body).toContain('https://example.org/n/1')
    }
  })

  it('takes hostile words as words, in every form', () => {
    const bad = edition({
      title: HOSTILE,
      greeting: HOSTILE,
      entries: [entry(1, { headline: HOSTILE, summary: HOSTILE, credits: HOSTILE })],
    })
    const { html, text, subject } = renderEmail(bad, new Map([['articles/1', HOSTILE]]))
    expect(html).not.toContain('<script>')
    expect(subject).not.toMatch(/[\r\n\0]/)
    for (const body of [html, text]) {
      expect(body.split(MERGE_FIELDS.unsubscribe)).toHaveLength(2)
      expect(body).not.toContain('\0')
    }
    expect(renderMms(bad, 50).subject).not.toMatch(/[\r\n\0]/)
    expect(renderSms(bad)).not.toContain(MERGE_FIELDS.unsubscribe)
  })

  it('measures what travels, and refuses what mail programs would clip', () => {
    const text = '字'.repeat(1000)
    const wrapped = Buffer.from(text)
      .toString('base64')
      .replace(/.{1,76}/g, '$&\r\n')
    expect(base64Bytes(text)).toBe(wrapped.length)
    const long = edition({ greeting: '字'.repeat(EMAIL_HTML_BYTES / 4) })
    expect(() => renderEmail(long)).toThrow(expect.objectContaining({ code: 'RENDERING_FAILED' }))
  })

  it('gives the same bytes for the same edition', () => {
    expect(renderEmail(edition())).toEqual(renderEmail(edition()))
  })
})
