/** The mailing store as the admin reaches it: opened at the first need, once per process. */
import { openDesk, type MailingDesk } from '@/mailing'
import { payloadSecret, type Settings } from '@/settings'

const opened = new Map<string, Promise<MailingDesk>>()

export function deskOf(settings: Settings): Promise<MailingDesk> {
  const { dataDir } = settings
  const known = opened.get(dataDir)
  if (known) return known
  const opening = openDesk({
    directory: dataDir,
    secret: payloadSecret(settings),
    now: () => new Date(),
  })
  opened.set(dataDir, opening)
  // The next one tries anew.
  opening.catch(() => opened.delete(dataDir))
  return opening
}
