/** The words of webhook endpoints in the admin, in English. texts.zh.ts has the same keys. */
import type { Translated } from '@/i18n/texts'

import type { zh } from './texts.zh'

export const en: Translated<typeof zh> = {
  labels: { one: 'Webhook endpoint', many: 'Webhooks' },
  help: 'Addresses told of publications, corrections and withdrawals (Standard Webhooks). An event says which document changed; the far side comes and fetches it.',
  fields: {
    name: 'Name',
    url: 'Address',
    contact: 'Contact (e-mail)',
    actions: 'Told of',
    types: 'Content',
    enabled: 'Enabled',
    enabledAt: 'Enabled at',
    disabledReason: 'Why it was switched off',
  },
  fieldHelp: {
    url: 'A public http or https address. Nothing is sent to internal ones.',
    contact: 'Told when the endpoint is switched off after a day of failure (needs SMTP_URL).',
    all: 'Nothing chosen means all.',
    enabled:
      'Switched off after a day of failure; switch it on again here when it is mended, then replay what it missed.',
  },
  actions: { publish: 'Publications', correct: 'Corrections', withdraw: 'Withdrawals' },
  badUrl: 'must be an http or https address without user name and password ({value}).',
  secret: {
    title: 'Signing secret',
    help: 'Shown once, when it is made. After a rotation both sign; remove the old one when the far side has changed over.',
    rotate: 'Make a secret',
    drop: 'Remove the old secret',
    made: 'made',
    none: 'No secret yet: nothing is sent without one.',
    shown: 'The new secret; copy it now, it is not shown again:',
    dropped: 'The old secret was removed.',
    onlyOne: 'There is only one secret; it can’t be removed.',
    two: 'There are two secrets already; remove the old one first.',
    changed: 'Somebody has just changed it; please reload and try again.',
  },
  send: {
    test: 'Send a test event',
    tested: 'Queued; it goes out within seconds.',
    from: 'Replay what came after',
    replay: 'Replay',
    replayed: 'Queued for replay.',
    badFrom: 'Please give a time.',
    off: 'Nothing is sent to an endpoint that is switched off; enable it first.',
  },
  report: {
    title: 'How it fares (updated every minute)',
    none: 'Nothing was sent yet.',
    counts: '{waiting} waiting, {delivered} delivered, {failed} given up',
    failing: 'failing since {at}',
    success: 'last success {at}',
    event: 'Event',
    state: 'State',
    attempts: 'Attempts',
    answer: 'Answer',
    at: 'Time',
  },
  states: { due: 'waiting', done: 'delivered', failed: 'given up' },
  missing: 'There is no such endpoint.',
  invalid: 'The request is incomplete.',
  mail: {
    subject: 'Quanmei: a webhook was switched off ({name})',
    text: 'The endpoint {url} has taken no event since {since} ({code}) and was switched off. When it is mended, enable it in the admin and replay what it missed.',
  },
}
