import { expect, it } from 'vitest'

import { order, START, startMailing } from '../../helpers/mailing'
import { startPages } from '../../helpers/newspaper-pages'

it('unsubscribes by POST without cookies, and never by GET (RFC 8058)', async () => {
  await using mailing = await startMailing()
  await mailing.add(['reader@example.com', 'other@example.com'])
  await mailing.engine.start(order())
  await using pages = await startPages(mailing.engine, () => new Date(START))
  const base = pages.url
  const { engine } = mailing
  const lookup = engine.vault.lookup('email', 'reader@example.com')
  const subscriber = (await engine.store.find(lookup))?.id ?? 0
  const token = engine.vault.sign('unsubscribe', { subscriber, mailing: 1, stamp: 0 })
  const url = `${base}/newspaper/unsubscribe/${token}`

  const shown = await fetch(url)
  expect(shown.status).toBe(200)
  expect(shown.headers.get('cache-control')).toBe('no-store')
  expect((await engine.store.find(lookup))?.state).toBe('active')

  const post = (address: string): Promise<Response> =>
    fetch(address, {
      method: 'POST',
      body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
      redirect: 'manual',
    })
  expect((await post(url)).status).toBe(200)
  expect((await post(url)).status).toBe(200)
  expect((await engine.store.find(lookup))?.state).toBe('left')
  expect(await engine.store.suppressions(lookup)).toMatchObject([
    { newspaper: 'morning', reason: 'unsubscribed' },
  ])
  expect(await engine.start(order({ key: 'edition-2' }))).toMatchObject({ recipients: 1 })

  const forged = token.slice(0, -1) + (token.endsWith('0') ? '1' : '0')
  expect((await post(`${base}/newspaper/unsubscribe/${forged}`)).status).toBe(404)
  // Made for another purpose.
  expect((await post(`${base}/newspaper/preferences/${token}`)).status).toBe(404)
  expect((await fetch(url, { method: 'DELETE' })).status).toBe(405)
})
