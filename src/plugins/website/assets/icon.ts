/** The site's mark: an open book on the accent colour. */
import { assetPath } from './digest'

export const ICON = new TextEncoder().encode(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">' +
    '<rect width="64" height="64" rx="10" fill="#a8201a"/>' +
    '<path d="M32 20c-5-4-12-5-19-4v29c7-1 14 0 19 4 5-4 12-5 19-4V16c-7-1-14 0-19 4z" fill="#fff"/>' +
    '<path d="M32 20v29" stroke="#a8201a" stroke-width="3"/>' +
    '</svg>\n',
)

export const ICON_PATH = assetPath('icon', 'svg', ICON)
