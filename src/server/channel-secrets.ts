/** Secrets of channels typed into the admin: kept encrypted in the channel's settings, bound to its row. */
import { SEALED, SEALED_SECRET } from '@/core'
import { openSealing } from '@/core/sealing'

export interface ChannelSecrets {
  /** What stands in the settings instead of the secret. */
  readonly seal: (secret: string, row: string) => string
  /** `undefined` where it was sealed with another PAYLOAD_SECRET, or for another row. */
  readonly open: (reference: string, row: string) => string | undefined
}

export function channelSecrets(secret: string): ChannelSecrets {
  const sealer = openSealing(secret, 'quanmei/channels', 'secret')
  return {
    seal: (text, row) => `${SEALED}${sealer.seal(text, row)}`,
    open(reference, row) {
      if (!SEALED_SECRET.test(reference)) return undefined
      try {
        return sealer.open(reference.slice(SEALED.length), row)
      } catch {
        // Authentication failed: whoever asked says which secret it was.
        return undefined
      }
    },
  }
}
