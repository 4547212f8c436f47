/** Every number of the packages, and the formats there are. */

/** What a package is called and answered as. `extension` follows the format's name in the address. */
export const FORMATS = {
  html: { file: 'html.zip', mediaType: 'application/zip' },
  scorm12: { file: 'scorm12.zip', mediaType: 'application/zip' },
  cmi5: { file: 'cmi5.zip', mediaType: 'application/zip' },
  'common-cartridge': { file: 'common-cartridge.imscc', mediaType: 'application/zip' },
} as const

export type PackageFormat = keyof typeof FORMATS
export const PACKAGE_FORMATS = Object.keys(FORMATS) as readonly PackageFormat[]

/** Share of right answers that passes a quiz whose course says nothing. */
export const DEFAULT_PASS_MARK = 0.6
/** Megabytes of a file inside a package; larger ones are linked to at the hub. */
export const DEFAULT_LARGEST_FILE_MB = 20
/** Megabytes of all files inside one package. */
export const DEFAULT_LARGEST_PACKAGE_MB = 100
export const MEGABYTE = 1024 * 1024

/** Characters of `cmi.suspend_data` (SCORM 1.2, 3.4.4). */
export const SUSPEND_DATA_LENGTH = 4096
/** Identifiers of manifests; titles of SCORM items may have 200 characters, LOM's 1,000. */
export const TITLE_LENGTH = 200
export const DESCRIPTION_LENGTH = 1000

/** Digits of a digest in the name of a file inside a package. */
export const NAME_DIGITS = 16
/** Digits of a content hash in a receipt. */
export const RECEIPT_DIGITS = 16
/** Documents between two notes of progress. */
export const PROGRESS_EVERY = 100
