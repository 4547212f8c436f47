import { describe, expect, it } from 'vitest'

import {
  advance,
  DELIVERY_ERRORS,
  DELIVERY_STATES,
  DeliveryError,
  type Delivery,
  type DeliveryErrorCode,
  type DeliveryEvent,
  type DeliveryState,
  type Guarantee,
} from '@/core'

const NOW = 1_000_000
const TOKEN = 'mine'

const repeating: Guarantee = {
  maxAttempts: 3,
  leaseMs: 30_000,
  backoffMs: (attempt) => attempt * 1000,
  onUnknown: 'repeat',
  withdrawal: 'removes',
}
const holding: Guarantee = { ...repeating, onUnknown: 'hold' }

/** A row in each state, on which every event that fits would do something now. */
const ROWS: Readonly<Record<DeliveryState, Delivery>> = {
  pending: { state: 'pending', attempts: 0, notBefore: NOW },
  sending: { state: 'sending', attempts: 1, token: TOKEN, leaseUntil: NOW },
  submitted: { state: 'submitted', attempts: 1, receipt: 'job 7', notBefore: NOW + 60_000 },
  delivered: { state: 'delivered', attempts: 1, receipt: 'etag' },
  failed: { state: 'failed', attempts: 1, code: 'DESTINATION_REFUSED' },
  held: { state: 'held', attempts: 1, code: 'OUTCOME_UNKNOWN' },
  superseded: { state: 'superseded', attempts: 0 },
}

const failed = (code: DeliveryErrorCode, retryAfterMs?: number): DeliveryEvent => ({
  type: 'failed',
  token: TOKEN,
  error: new DeliveryError(code, 'said no', retryAfterMs === undefined ? {} : { retryAfterMs }),
})

const EVENTS = {
  claim: { type: 'claim', token: TOKEN },
  delivered: { type: 'delivered', token: TOKEN, receipt: 'etag' },
  submitted: { type: 'submitted', token: TOKEN, receipt: 'job 7', checkAt: NOW + 60_000 },
  news: { type: 'news' },
  transient: failed('DESTINATION_BUSY'),
  permanent: failed('DESTINATION_REFUSED'),
  unknown: failed('OUTCOME_UNKNOWN'),
  leaseExpired: { type: 'lease-expired' },
  superseded: { type: 'superseded' },
  channelGone: { type: 'channel-gone' },
  resolvedDelivered: { type: 'resolved', outcome: 'delivered', note: 'seen there' },
  resolvedFailed: { type: 'resolved', outcome: 'failed', note: 'not there' },
} as const satisfies Record<string, DeliveryEvent>

const again: Delivery = { state: 'pending', attempts: 1, notBefore: NOW + 1000 }

/** Everything that moves; whatever is not named here must answer the very same object. */
const MOVES: Readonly<
  Partial<Record<DeliveryState, Partial<Record<keyof typeof EVENTS, Delivery>>>>
> = {
  pending: {
    claim: { state: 'sending', attempts: 1, token: TOKEN, leaseUntil: NOW + 30_000 },
    superseded: { state: 'superseded', attempts: 0 },
    channelGone: { state: 'superseded', attempts: 0 },
  },
  sending: {
    delivered: { state: 'delivered', attempts: 1, receipt: 'etag' },
    submitted: { state: 'submitted', attempts: 1, receipt: 'job 7', notBefore: NOW + 60_000 },
    transient: again,
    permanent: { state: 'failed', attempts: 1, code: 'DESTINATION_REFUSED' },
    unknown: again,
    leaseExpired: again,
    channelGone: { state: 'superseded', attempts: 1 },
  },
  submitted: {
    news: { state: 'submitted', attempts: 1, receipt: 'job 7', notBefore: NOW },
    channelGone: { state: 'held', attempts: 1, code: 'OUTCOME_UNKNOWN' },
    resolvedDelivered: { state: 'delivered', attempts: 1, receipt: 'seen there' },
    resolvedFailed: { state: 'failed', attempts: 1, code: 'DESTINATION_REFUSED' },
  },
  held: {
    resolvedDelivered: { state: 'delivered', attempts: 1, receipt: 'seen there' },
    resolvedFailed: { state: 'failed', attempts: 1, code: 'OUTCOME_UNKNOWN' },
  },
}

const cases = DELIVERY_STATES.flatMap((state) =>
  (Object.keys(EVENTS) as (keyof typeof EVENTS)[]).map((event) => ({
    state,
    event,
    expected: MOVES[state]?.[event],
  })),
)

describe('advance', () => {
  it.each(cases.filter(({ expected }) => expected !== undefined))(
    '$state, $event → $expected.state',
    ({ state, event, expected }) => {
      expect(advance(ROWS[state], EVENTS[event], repeating, NOW)).toEqual(expected)
    },
  )

  it.each(cases.filter(({ expected }) => expected === undefined))(
    '$state, $event: nothing happens',
    ({ state, event }) => {
      expect(advance(ROWS[state], EVENTS[event], repeating, NOW)).toBe(ROWS[state])
    },
  )

  it.each(['delivered', 'transient', 'permanent', 'unknown'] as const)(
    'ignores a late answer under another token: %s',
    (event) => {
      const row: Delivery = { state: 'sending', attempts: 2, token: 'theirs', leaseUntil: NOW }
      expect(advance(row, EVENTS[event], repeating, NOW)).toBe(row)
    },
  )

  it('ignores a claim before the row is due', () => {
    const row: Delivery = { state: 'pending', attempts: 0, notBefore: NOW + 1 }
    expect(advance(row, EVENTS.claim, repeating, NOW)).toBe(row)
  })

  it('ignores the end of a lease that was lengthened', () => {
    const row: Delivery = { state: 'sending', attempts: 1, token: TOKEN, leaseUntil: NOW + 1 }
    expect(advance(row, EVENTS.leaseExpired, repeating, NOW)).toBe(row)
  })

  it('never supersedes a row that somebody tried', () => {
    const row: Delivery = { state: 'pending', attempts: 1, notBefore: NOW }
    expect(advance(row, EVENTS.superseded, repeating, NOW)).toBe(row)
  })

  it('supersedes a row that somebody tried when its channel is gone', () => {
    const row: Delivery = { state: 'pending', attempts: 2, notBefore: NOW + 1 }
    expect(advance(row, EVENTS.channelGone, repeating, NOW)).toEqual({
      state: 'superseded',
      attempts: 2,
    })
  })

  it('leaves what is being sent to its worker when its channel is gone', () => {
    const row: Delivery = { state: 'sending', attempts: 1, token: TOKEN, leaseUntil: NOW + 1 }
    expect(advance(row, EVENTS.channelGone, repeating, NOW)).toBe(row)
  })

  it.each([
    ['leaseExpired', 'WORKER_LOST'],
    ['unknown', 'OUTCOME_UNKNOWN'],
  ] as const)('holds after %s where a repeat could do harm', (event, code) => {
    expect(advance(ROWS.sending, EVENTS[event], holding, NOW)).toEqual({
      state: 'held',
      attempts: 1,
      code,
    })
  })

  it('does not hold a failure that is known', () => {
    expect(advance(ROWS.sending, EVENTS.transient, holding, NOW)).toEqual(again)
    expect(advance(ROWS.sending, EVENTS.permanent, holding, NOW).state).toBe('failed')
  })

  it.each([
    ['transient', 'DESTINATION_BUSY'],
    ['unknown', 'OUTCOME_UNKNOWN'],
    ['leaseExpired', 'WORKER_LOST'],
  ] as const)('fails when the tries are spent: %s', (event, code) => {
    const row: Delivery = { state: 'sending', attempts: 3, token: TOKEN, leaseUntil: NOW }
    expect(advance(row, EVENTS[event], repeating, NOW)).toEqual({
      state: 'failed',
      attempts: 3,
      code,
    })
  })

  it.each([
    { retryAfterMs: 500, wait: 2000 },
    { retryAfterMs: 90_000, wait: 90_000 },
  ])(
    'waits for the longer of backoff and Retry-After ($retryAfterMs ms)',
    ({ retryAfterMs, wait }) => {
      const row: Delivery = { state: 'sending', attempts: 2, token: TOKEN, leaseUntil: NOW }
      expect(advance(row, failed('DESTINATION_BUSY', retryAfterMs), repeating, NOW)).toEqual({
        state: 'pending',
        attempts: 2,
        notBefore: NOW + wait,
      })
    },
  )

  it.each(Object.entries(DELIVERY_ERRORS))('moves on %s as its kind %s says', (code, kind) => {
    const next = advance(ROWS.sending, failed(code as DeliveryErrorCode), holding, NOW)
    const state = { transient: 'pending', permanent: 'failed', unknown: 'held' }[kind]
    expect(next.state).toBe(state)
  })

  describe('of a submitted row', () => {
    const due: Delivery = { state: 'submitted', attempts: 1, receipt: 'job 7', notBefore: NOW }
    const checked: Delivery = {
      state: 'sending',
      attempts: 1,
      token: TOKEN,
      leaseUntil: NOW,
      receipt: 'job 7',
    }
    const reconciling: Guarantee = { ...repeating, onUnknown: 'reconcile' }

    it('claims it for a check, which is no attempt to send', () => {
      expect(advance(due, EVENTS.claim, holding, NOW)).toEqual({
        ...checked,
        leaseUntil: NOW + 30_000,
      })
    })

    it('leaves it submitted when the check is cut short or can not be made', () => {
      expect(advance(checked, EVENTS.leaseExpired, holding, NOW)).toEqual(due)
      expect(advance(checked, failed('DESTINATION_BUSY', 90_000), holding, NOW)).toEqual({
        ...due,
        notBefore: NOW + 90_000,
      })
    })

    it.each([
      ['delivered', { state: 'delivered', attempts: 1, receipt: 'etag' }],
      ['permanent', { state: 'failed', attempts: 1, code: 'DESTINATION_REFUSED' }],
      ['unknown', { state: 'held', attempts: 1, code: 'OUTCOME_UNKNOWN' }],
    ] as const)('ends it when the check says %s', (event, expected) => {
      expect(advance(checked, EVENTS[event], holding, NOW)).toEqual(expected)
    })

    it('leaves it alone when it was woken already', () => {
      expect(advance(due, EVENTS.news, holding, NOW)).toBe(due)
    })

    it('tries a lost row again where the channel reconciles, and holds what the channel could not find out', () => {
      expect(advance(ROWS.sending, EVENTS.leaseExpired, reconciling, NOW)).toEqual(again)
      expect(advance(ROWS.sending, EVENTS.unknown, reconciling, NOW).state).toBe('held')
    })
  })
})
