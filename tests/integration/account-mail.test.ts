import { simpleParser } from 'mailparser'
import { expect, it } from 'vitest'

import { startPayload } from '../helpers/hub'
import { startSmtpSink } from '../helpers/smtp-sink'

it('sends whoever forgot the password a link that works, through SMTP_URL', async () => {
  await using sink = await startSmtpSink()
  await using hub = await startPayload({
    env: { SMTP_URL: sink.url, MAIL_FROM: 'office@example.org' },
  })
  const { payload } = hub
  const email = 'editor@example.org'
  await payload.create({
    collection: 'users',
    data: { name: '编辑', email, password: 'correct horse battery', roles: ['author'] },
  })
  await payload.forgotPassword({ collection: 'users', data: { email } })

  const [message = { to: '', from: '', raw: Buffer.alloc(0) }] = sink.received
  expect(message).toMatchObject({ to: email, from: 'office@example.org' })
  const { html } = await simpleParser(message.raw)
  const token = /\/reset\/([0-9a-f]+)/.exec(html || '')?.[1] ?? ''
  const password = 'another horse battery'
  await payload.resetPassword({
    collection: 'users',
    data: { token, password },
    overrideAccess: true,
  })
  expect(
    (await payload.login({ collection: 'users', data: { email, password } })).user?.email,
  ).toBe(email)

  // Nobody learns whether an address has an account.
  await payload.forgotPassword({ collection: 'users', data: { email: 'nobody@example.org' } })
  expect(sink.received).toHaveLength(1)
})
