import { withPayload } from '@payloadcms/next/withPayload'
import type { NextConfig } from 'next'

const config: NextConfig = {
  poweredByHeader: false,
  // `npm run types` checks the whole project; a build need not do it again.
  // A file of its own, since Next writes its wishes into it.
  typescript: { ignoreBuildErrors: true, tsconfigPath: 'src/app/tsconfig.json' },
}

export default withPayload(config, { devBundleServerPackages: false })
