import type { ArtefactStore } from '@/artefacts'

import type { Job } from './job'

/** Makes the gzip and brotli copies that a stopped worker left undone; normally each batch makes its own. */
export const compressArtefacts = (store: ArtefactStore): Job => ({
  name: 'compress-artefacts',
  label: { zh: '压缩成品', en: 'Compress artefacts' },
  schedule: '*/5 * * * *',
  run: async () => ({ compressed: await store.compressPending() }),
})

/** Compares every artefact with its digest and removes strays; damage is reported, and mended by `quanmei rebuild`. */
export const verifyArtefacts = (store: ArtefactStore): Job => ({
  name: 'verify-artefacts',
  label: { zh: '校验成品', en: 'Verify artefacts' },
  schedule: '15 4 * * *',
  run: async () => ({ ...(await store.verify({ repair: true })) }),
})
