/** `/qr.svg?of=/articles/SLUG`: the QR code of a page's address, for readers who go on on their phone. */
import type { ArtefactStore } from '@/artefacts'
import { absoluteUrl, type Site } from '@/core'
import type { ComputedAnswer, ComputedRoute } from '@/delivery'
import { QR_PATH, renderQr } from '@/plugins/website'

/** The address never changes. */
const KEPT = 'public, max-age=604800'

export const qrRoute = (
  store: Pick<ArtefactStore, 'lookup'>,
  site: Pick<Site, 'publicUrl'>,
): ComputedRoute => ({
  path: QR_PATH,
  async answer(query) {
    const path = query.get('of') ?? ''
    // Only pages there are: nobody gets our name under an address of their own.
    const isPage = path.startsWith('/') && (await lookup(store, path))?.kind === 'file'
    if (!isPage) return NO_PAGE
    return {
      status: 200,
      mediaType: 'image/svg+xml',
      body: renderQr(absoluteUrl(site, path)),
      cacheControl: KEPT,
    }
  },
})

/** What is no public path has no page. */
async function lookup(store: Pick<ArtefactStore, 'lookup'>, path: string) {
  try {
    return await store.lookup(path)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

const NO_PAGE: ComputedAnswer = {
  status: 404,
  mediaType: 'text/plain; charset=utf-8',
  body: Buffer.from('这个地址没有页面。\nThere is no page at this address.\n'),
}
