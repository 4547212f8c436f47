/** A lesson's or course's packages as artefacts. Equal input gives equal bytes. */
import { absoluteUrl, itemPath, type Artefact, type DocumentType } from '@/core'

import { cmi5 } from './cmi5'
import { commonCartridge } from './common-cartridge'
import { pagesOf, type FileBytes, type Subject } from './contents'
import { FORMATS, PACKAGE_FORMATS, type PackageFormat } from './limits'
import { scorm12 } from './scorm12'
import { zipOf } from './zip'

const MAKERS: {
  readonly [Format in PackageFormat]: (subject: Subject, bytes: FileBytes) => Uint8Array | undefined
} = {
  html: (subject, bytes) => zipOf(pagesOf(subject, bytes), 'index.html'),
  scorm12,
  cmi5,
  'common-cartridge': commonCartridge,
}

/** `/packages/lessons/SLUG/scorm12.zip`. */
export const packagePath = (
  { type, slug }: { readonly type: DocumentType; readonly slug: string },
  format: PackageFormat,
): string => `/packages/${type}/${slug}/${FORMATS[format].file}`

/** One per format; undefined where there is nothing to pack. */
export function drawPackages(
  subject: Subject,
  bytes: FileBytes,
  lastModified: string,
): ReadonlyMap<PackageFormat, Artefact | undefined> {
  const { item, site } = subject
  const canonical = absoluteUrl(site, itemPath(item))
  return new Map(
    PACKAGE_FORMATS.map((format) => {
      const body = MAKERS[format](subject, bytes)
      const artefact = body && {
        path: packagePath(item, format),
        mediaType: FORMATS[format].mediaType,
        body,
        lastModified,
        headers: {
          Link: `<${canonical}>; rel="canonical"`,
          'Content-Disposition': `attachment; filename="${item.slug}-${FORMATS[format].file}"`,
          'X-Robots-Tag': 'noindex',
        },
      }
      return [format, artefact]
    }),
  )
}
