/** Public paths, and the files that stand for them. The one place that says what a public path may look like. */

export const LONGEST_PATH = 400
export const LONGEST_SEGMENT = 200

/** RFC 3986 `pchar`, percent-encoding in capitals. Everything else must be encoded, so a path has one spelling. */
const SEGMENT = /^(?:[A-Za-z0-9\-._~!$&'()*+,;=:@]|%[0-9A-F]{2})+$/

/** Why this is not a public path, as the end of a sentence; `undefined` when it is one. */
export function pathProblem(path: string): string | undefined {
  if (!path.startsWith('/')) return 'does not begin with a slash'
  if (path.length > LONGEST_PATH) return `is longer than ${String(LONGEST_PATH)} characters`
  const segments = path.split('/')
  for (let index = 1; index < segments.length; index += 1) {
    const segment = segments[index] ?? ''
    if (segment === '') {
      if (index === segments.length - 1) continue
      return 'has an empty segment'
    }
    if (segment === '.' || segment === '..') return 'has a dot segment'
    if (segment.length > LONGEST_SEGMENT) {
      return `has a segment of more than ${String(LONGEST_SEGMENT)} characters`
    }
    if (!SEGMENT.test(segment)) return 'has a character that must be percent-encoded'
  }
  return undefined
}

export const isPublicPath = (path: string): boolean => pathProblem(path) === undefined

/** Throws a RangeError that names the path and the rule it breaks. */
export function assertPublicPath(path: string): void {
  const problem = pathProblem(path)
  if (problem !== undefined)
    throw new RangeError(`The public path ${JSON.stringify(path)} ${problem}`)
}

/** `#` is in no public path, so a leaf never has the name of a directory: `/x` beside `/x/y` and `/x#.json/y`. */
const LEAF = '#.json'

/** The pointer file of a path, relative to the pointers' directory. `/` is `#.json`, `/feeds/` is `feeds/#.json`. */
export const pointerFile = (path: string): string => path.slice(1) + LEAF

/** The path a pointer file stands for; `undefined` for a file that is no pointer. */
export const pathOfPointerFile = (file: string): string | undefined =>
  file.endsWith(LEAF) ? `/${file.slice(0, -LEAF.length)}` : undefined

/**
 * The file of a shelf entry or the folder of a shelf: names are free text, `/` makes folders.
 * Throws a RangeError for a name that makes no file.
 */
export function shelfFile(name: string): string {
  return shelfFolder(name) + LEAF
}

/** One encoded folder per segment. */
export const shelfFolder = (name: string): string => name.split('/').map(shelfSegment).join('/')

/** The entry's name a shelf file stands for; `undefined` for another file. */
export const nameOfShelfFile = (file: string): string | undefined =>
  file.endsWith(LEAF)
    ? file.slice(0, -LEAF.length).split('/').map(decodeURIComponent).join('/')
    : undefined

function shelfSegment(segment: string): string {
  const encoded = encodeURIComponent(segment).replace(/^\.+$/, (dots) => '%2E'.repeat(dots.length))
  if (encoded === '' || encoded.length > LONGEST_SEGMENT) {
    throw new RangeError(
      `The shelf name part ${JSON.stringify(segment)} is empty or longer than ${String(LONGEST_SEGMENT)} characters`,
    )
  }
  return encoded
}
