/** A sender of its own, to be killed: `node sender-process.mjs DIRECTORY SMTP_URL`. Sends until nothing is open, then says so. */
import { openMailing } from '@/mailing'

const [directory = '', smtpUrl = '', leaseMs = ''] = process.argv.slice(2)

const engine = await openMailing({
  directory,
  smtpUrl,
  leaseMs: Number(leaseMs),
  secret: 'a secret of thirty-two characters!',
  publicUrl: 'https://hub.example.org',
  from: 'newspaper@example.org',
  connections: 8,
  rates: [],
  now: () => new Date(),
})
process.stdout.write('sending\n')
const signal = new AbortController().signal
for (;;) {
  await engine.drain(signal)
  const [mailing] = await engine.store.mailings(1)
  if (mailing?.state === 'finished') break
  // A killed sender's rows are open until their lease ends.
  await new Promise((resolve) => setTimeout(resolve, 20))
}
await engine.close()
process.stdout.write('finished\n')
