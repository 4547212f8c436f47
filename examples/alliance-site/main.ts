/** `npx tsx examples/alliance-site/main.ts HUB FOLDER`, with the key in ALLIANCE_KEY: mirrors once, then ends. */
import { AllianceClient } from './client'
import { mirror } from './mirror'

const [, , hub, folder] = process.argv
const key = process.env['ALLIANCE_KEY']
if (hub === undefined || folder === undefined || key === undefined || key === '') {
  process.stderr.write(
    'usage: ALLIANCE_KEY=qm_… npx tsx examples/alliance-site/main.ts HUB FOLDER\n',
  )
  process.exit(2)
}
const { written, removed } = await mirror(new AllianceClient({ hub, key }), folder)
process.stdout.write(`${String(written)} written, ${String(removed)} removed\n`)
