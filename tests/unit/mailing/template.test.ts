import fc from 'fast-check'
import { simpleParser } from 'mailparser'
import { expect, it } from 'vitest'

import type { EmailMessage } from '@/core'
import { buildTemplate, compose, withValues } from '@/mailing/email/template'

const values = {
  unsubscribe: 'https://hub.example.org/newspaper/unsubscribe/0123456789abcdef0123456789abcdef',
  preferences: 'https://hub.example.org/newspaper/preferences/fedcba9876543210fedcba9876543210',
}
const lengths = { unsubscribe: values.unsubscribe.length, preferences: values.preferences.length }

const pieces = fc.array(
  fc.oneof(
    fc.constantFrom(
      '{{unsubscribe_url}}',
      '{{preferences_url}}',
      '\n',
      ' ',
      '=',
      '.',
      '<p>',
      '学习',
    ),
    fc.string({ maxLength: 90 }),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
  ),
  { minLength: 1, maxLength: 30 },
)
const text = pieces.map((parts) => `a${parts.join('').replace(/[\0\r]/g, '')}b`)

it('reads as if it had been built for each recipient', async () => {
  await fc.assert(
    fc.asyncProperty(text, text, async (html, plain) => {
      const message: EmailMessage = { subject: '早报', html, text: plain, pictures: [] }
      const template = await buildTemplate(message, lengths)
      const spliced = await simpleParser(
        Buffer.concat([Buffer.from(`${template.headers}\r\n`), template.fill(values)]),
        { skipImageLinks: true, skipHtmlToText: true },
      )
      const built = await simpleParser(await compose(withValues(message, values)), {
        skipImageLinks: true,
        skipHtmlToText: true,
      })
      expect(spliced.html).toBe(built.html)
      expect(spliced.text).toBe(built.text)
      expect(spliced.subject).toBe('早报')
    }),
    { numRuns: 300 },
  )
})

it('refuses a merge field in the subject', async () => {
  const message = { subject: '{{unsubscribe_url}}', html: '', text: '', pictures: [] }
  await expect(buildTemplate(message, lengths)).rejects.toMatchObject({ code: 'RENDERING_FAILED' })
})
