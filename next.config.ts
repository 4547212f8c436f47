import { withPayload } from '@payloadcms/next/withPayload'
import type { NextConfig } from 'next'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where scripts/build.mjs builds to, or the newest build that is whole; see there. */
const distDir =
  process.env['QUANMEI_ADMIN_BUILD'] ?? join('.next', readFileSync('.next/current', 'utf8').trim())

const config: NextConfig = {
  distDir,
  poweredByHeader: false,
  // A copy inside the bundle would have error classes of its own, and forms would not learn which field was refused.
  serverExternalPackages: ['payload'],
  // `npm run types` checks the whole project; a build need not do it again.
  // A file of its own, since Next writes its wishes into it.
  typescript: { ignoreBuildErrors: true, tsconfigPath: 'src/app/tsconfig.json' },
}

export default withPayload(config, { devBundleServerPackages: false })
