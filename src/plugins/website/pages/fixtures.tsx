/** @jsxImportSource preact */
/** What is there whatever was published: the files pages are drawn with, and the pages that say something of the site. */
import type { VNode } from 'preact'

import type { Artefact } from '@/core'

import { ICON, ICON_PATH } from '../assets/icon'
import { SCRIPT, SCRIPT_PATH } from '../assets/script'
import { SERVICE_WORKER } from '../assets/service-worker'
import { STYLE, STYLE_PATH } from '../assets/style'
import { HTML, renderDocument } from '../components/document'
import type { Look } from '../html'
import { zh } from '../texts.zh'
import { About, Accessibility, Contact, NotFound, Offline } from './about'
import {
  HOME_PATH,
  MANIFEST_PATH,
  NEVER_CHANGES,
  NOT_FOUND_PATH,
  OFFLINE_PATH,
  SERVICE_WORKER_PATH,
} from './addresses'

/** Named by their content, so they may be kept for ever. */
const IMMUTABLE = 'public, max-age=31536000, immutable'

export function renderFixtures(look: Look): readonly Artefact[] {
  const page = (path: string, title: string, main: VNode, hidden = false): Artefact =>
    file(
      path,
      HTML,
      renderDocument(
        { path, title, description: `${title} · ${look.site.title}`, type: 'website', hidden },
        main,
        look,
      ),
    )
  return [
    file(STYLE_PATH, 'text/css; charset=utf-8', STYLE, IMMUTABLE),
    file(SCRIPT_PATH, 'text/javascript; charset=utf-8', SCRIPT, IMMUTABLE),
    file(ICON_PATH, 'image/svg+xml', ICON, IMMUTABLE),
    // Browsers look for a newer one at every visit; an old one would go on answering for the site.
    file(SERVICE_WORKER_PATH, 'text/javascript; charset=utf-8', SERVICE_WORKER, 'no-cache'),
    renderManifest(look),
    page('/about', zh.about, <About look={look} />),
    page('/contact', zh.contact, <Contact look={look} />),
    page('/accessibility', zh.accessibility, <Accessibility look={look} />),
    page(NOT_FOUND_PATH, zh.notFound, <NotFound look={look} />, true),
    page(OFFLINE_PATH, zh.offline, <Offline look={look} />, true),
  ]
}

const file = (
  path: string,
  mediaType: string,
  body: Uint8Array,
  cacheControl?: string,
): Artefact => ({
  path,
  mediaType,
  body,
  lastModified: NEVER_CHANGES,
  ...(cacheControl === undefined ? {} : { cacheControl }),
})

/** The web app manifest (W3C). The colours are those of the stylesheet's light theme. */
function renderManifest({ site }: Look): Artefact {
  const manifest = {
    name: site.title,
    short_name: site.title,
    description: site.description,
    lang: site.language,
    start_url: HOME_PATH,
    scope: HOME_PATH,
    display: 'minimal-ui',
    background_color: '#fbf9f5',
    theme_color: '#a8201a',
    icons: [{ src: ICON_PATH, sizes: 'any', type: 'image/svg+xml', purpose: 'any' }],
  }
  const body = new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`)
  return file(MANIFEST_PATH, 'application/manifest+json', body)
}
