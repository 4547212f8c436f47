/** Starts a thread for a channel's rebuild and listens to it. */
import { Worker } from 'node:worker_threads'

import { DeliveryError, type DeliveryErrorCode } from '@/core'

import type { RebuildReport, RebuildTask } from './task'

export type ThreadMessage =
  | { readonly done: number }
  | { readonly report: RebuildReport }
  | { readonly error: { readonly code: DeliveryErrorCode; readonly message: string } }

/**
 * Rebuilds on a thread; `program` is the built thread.ts. An aborted signal ends the thread where it is, as a kill would,
 * and throws the signal's reason: a rebuild that was cut short is begun again.
 */
export function rebuildOnThread(
  program: URL,
  task: RebuildTask,
  signal: AbortSignal,
  progress: (done: number) => void,
): Promise<RebuildReport> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted()
    const thread = new Worker(program, { workerData: task })
    const abort = (): void => {
      reject(signal.reason as Error)
      void thread.terminate()
    }
    signal.addEventListener('abort', abort, { once: true })
    thread.on('message', (message: ThreadMessage) => {
      if ('done' in message) progress(message.done)
      else if ('report' in message) resolve(message.report)
      else reject(new DeliveryError(message.error.code, message.error.message))
    })
    thread.on('error', reject)
    thread.on('exit', () => {
      signal.removeEventListener('abort', abort)
      // After one of the above this changes nothing.
      reject(new DeliveryError('WORKER_LOST', `The thread rebuilding ${task.row.id} ended early`))
    })
  })
}
