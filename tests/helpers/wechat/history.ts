/** What may happen to an account over hours: faults, deaths of workers, callbacks of every kind. */
import fc from 'fast-check'

import { FAULTS, type Fault } from '@/plugins/wechat/double'

import type { Desk } from './desk'

const fault: fc.Arbitrary<Fault | undefined> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: fc.constantFrom(...FAULTS) },
)
export const faults = fc.array(fault, { maxLength: 25 })

export const callbacks = fc.record({
  when: fc.constantFrom('never', 'at once', 'late', 'twice', 'last first'),
  plain: fc.boolean(),
})
type Callbacks = typeof callbacks extends fc.Arbitrary<infer Value> ? Value : never

/** The double tells what ended as `given`; what it tells late comes with `tellLater`. */
export function callingBack(
  desk: Desk,
  { when, plain }: Callbacks,
): { readonly tellLater: () => Promise<void> } {
  const ended: string[] = []
  desk.double.onFinished = (job) => {
    ended.push(job)
    if (when === 'at once' || when === 'twice') void desk.tell(job, plain)
  }
  return {
    async tellLater() {
      if (when === 'never' || when === 'at once') return
      const jobs = when === 'last first' ? [...ended].reverse() : ended
      for (const job of jobs) await desk.tell(job, plain)
    },
  }
}

/** Goes on until nothing more happens by itself, dying at the given steps. */
export async function live(desk: Desk, kills: readonly number[], rivals: boolean): Promise<void> {
  for (const kill of kills) {
    desk.killAt(kill)
    await desk.pass(3)
    desk.revive()
    await desk.pass(5)
  }
  if (rivals) await Promise.all([desk.hub.drain(), desk.rival.drain()])
  await desk.pass(30)
}
