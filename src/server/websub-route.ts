/** `/websub/hub`: subscriptions to feeds. Needs no database, only the store of what is pushed. */
import { WEBSUB_HUB_PATH } from '@/core'
import type { HookRoute } from '@/delivery'
import type { WebSubHub } from '@/push'

const [, FOLDER = '', NAME = ''] = WEBSUB_HUB_PATH.split('/')
const TEXT = 'text/plain; charset=utf-8'

export const websubRoute = (hub: Pick<WebSubHub, 'request'>): HookRoute => ({
  path: `/${FOLDER}`,
  async answer({ name, method, body }) {
    if (name !== NAME) return { status: 404, mediaType: TEXT, body: Buffer.from('not found\n') }
    if (method !== 'POST') {
      return { status: 405, mediaType: TEXT, body: Buffer.from('POST hub.mode, hub.topic\n') }
    }
    const fields: Record<string, string | string[]> = {}
    for (const [field, value] of new URLSearchParams(body)) {
      const known = fields[field]
      fields[field] = known === undefined ? value : [known, value].flat()
    }
    const { status, reason } = await hub.request(fields)
    return { status, mediaType: TEXT, body: Buffer.from(`${reason}\n`) }
  },
})
