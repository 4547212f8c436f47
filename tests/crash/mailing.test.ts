/**
 * Real senders are killed again and again while they send one mailing to a real mail server. Afterwards everybody has the
 * edition once, or is `unknown`: at most one batch a kill.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, it } from 'vitest'

import { BATCH } from '@/mailing/sender'

import { bundle } from '../../scripts/bundle.mjs'
import { order, startMailing, statesOf, type TestMailing } from '../helpers/mailing'
import { startSmtpSink, type SmtpSink } from '../helpers/smtp-sink'

const KILLS = 20
const RECIPIENTS = 20_000
/** So that what a killed sender held is settled within the test. */
const LEASE_MS = 2000

let programs: string
let mailing: TestMailing
let sink: SmtpSink
beforeAll(async () => {
  programs = await mkdtemp('node_modules/.crash-')
  await bundle(['tests/crash/sender-process.ts'], programs)
  sink = await startSmtpSink()
  mailing = await startMailing({ now: () => new Date() })
})
afterAll(async () => {
  await mailing[Symbol.asyncDispose]()
  await sink[Symbol.asyncDispose]()
  await rm(programs, { recursive: true, force: true })
})

const addresses = Array.from(
  { length: RECIPIENTS },
  (_, n) => `reader${String(n)}@${String.fromCharCode(97 + (n % 5))}.example.org`,
)

it(`loses nobody, and repeats nothing, when senders are killed ${String(KILLS)} times`, async () => {
  for (let from = 0; from < RECIPIENTS; from += 2000)
    await mailing.add(addresses.slice(from, from + 2000))
  const staleAfter = new Date(Date.now() + 3_600_000).toISOString()
  const { recipients } = await mailing.engine.start(order({ staleAfter }))
  expect(recipients).toBe(RECIPIENTS)

  for (let kill = 1; kill <= KILLS; kill += 1) {
    const before = sink.received.length
    // Killed amid sending: after a share of the rest, not before the first and never after the last message.
    const share = Math.ceil((RECIPIENTS - before) / (KILLS + 2 - kill) / 2)
    const sender = startSender()
    await Promise.race([sink.reached(before + 1 + share), sender.endedBySelf])
    sender.child.kill('SIGKILL')
    await sender.gone
  }
  const last = startSender()
  await last.gone
  expect(last.output()).toContain('finished')

  const copies = new Map<string, number>()
  for (const { to } of sink.received) copies.set(to, (copies.get(to) ?? 0) + 1)
  const states = await statesOf(mailing.engine, 1)
  const { sent = 0, unknown = 0, ...others } = states
  expect(others).toEqual({})
  expect(sent + unknown).toBe(RECIPIENTS)
  // What was in doubt at a kill, and only that.
  expect(unknown).toBeGreaterThan(0)
  expect(unknown).toBeLessThanOrEqual(KILLS * BATCH)
  // At most one copy for everybody; all who count as sent have theirs.
  expect([...copies.values()].filter((count) => count > 1)).toEqual([])
  expect(copies.size).toBeGreaterThanOrEqual(sent)
  const missing = addresses.filter((address) => !copies.has(address))
  expect(missing.length).toBeLessThanOrEqual(unknown)
  for (const address of missing) {
    const { engine } = mailing
    const subscriber = await engine.store.find(engine.vault.lookup('email', address))
    const [copy] = await engine.store.receivedBy(subscriber?.id ?? 0)
    expect(copy).toMatchObject({ state: 'unknown', code: 'WORKER_LOST' })
  }
}, 300_000)

function startSender() {
  const child = spawn(
    process.execPath,
    [join(programs, 'sender-process.mjs'), mailing.directory, sink.url, String(LEASE_MS)],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NODE_OPTIONS: '' } },
  )
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  const gone = once(child, 'exit')
  const endedBySelf = gone.then(() => {
    if (!child.killed) throw new Error(`The sender ended by itself:\n${output}`)
  })
  endedBySelf.catch(() => undefined) // whoever waits for it is told; the last sender ends by itself
  return { child, gone, endedBySelf, output: () => output }
}
