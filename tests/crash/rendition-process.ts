/** A worker of its own, to be killed: argv are directory, milliseconds its clock is ahead, lease. Tells its progress line by line. */
import { findFfmpeg, openVideoWorkshop } from '@/video'

const [directory = '', ahead = '0', leaseMs = '30000'] = process.argv.slice(2)

async function main(): Promise<void> {
  const workshop = openVideoWorkshop({
    directory,
    ffmpeg: await findFfmpeg(process.env['TEST_FFMPEG']),
    now: () => new Date(Date.now() + Number(ahead)),
    leaseMs: Number(leaseMs),
  })
  const job = await workshop.runNext(undefined, ({ state, step = '', attempts }) => {
    process.stdout.write(`${state} ${step} ${String(attempts)}\n`)
  })
  process.stdout.write(`end ${job?.state ?? 'nothing'}\n`)
}

void main()
