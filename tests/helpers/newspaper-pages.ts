/** The pages of subscribing on a port of the loopback, as the server mounts them. */
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { openArtefactStore } from '@/artefacts'
import { createDelivery } from '@/delivery'
import type { MailingEngine } from '@/mailing'
import { bounceRoutes, newspaperRoutes, reportRoutes } from '@/server/newspaper'

export const CATALOGUE = {
  newspapers: [
    { value: 'morning', label: '学习早报' },
    { value: 'weekly', label: '学习周报' },
  ],
  audiences: [{ value: 'rural', label: '农村党员' }],
}

export const BOUNCE_SECRET = 'bounces-secret-1234'

export interface Pages extends AsyncDisposable {
  readonly url: string
  get(path: string): Promise<Response>
  post(path: string, fields: readonly (readonly [string, string])[]): Promise<Response>
}

export async function startPages(mailing: MailingEngine, now: () => Date): Promise<Pages> {
  const directory = await mkdtemp(join(tmpdir(), 'quanmei-pages-'))
  const store = await openArtefactStore({
    directory: join(directory, 'artefacts'),
    uploads: directory,
    now,
  })
  const delivery = createDelivery({
    store,
    site: { publicUrl: 'https://hub.example.org', title: '', language: 'zh-CN' },
    forms: newspaperRoutes({ mailing, catalogue: () => Promise.resolve(CATALOGUE), now }),
    inboxes: [...reportRoutes(mailing), ...bounceRoutes(mailing, BOUNCE_SECRET)],
  })
  const server = createServer(delivery.listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
  return {
    url,
    get: (path) => fetch(url + path, { redirect: 'manual' }),
    post: (path, fields) =>
      fetch(url + path, {
        method: 'POST',
        body: new URLSearchParams(fields.map(([name, value]) => [name, value])),
        redirect: 'manual',
      }),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      delivery.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}
