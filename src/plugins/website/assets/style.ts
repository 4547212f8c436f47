/** The one stylesheet, put together from its parts. */
import { assetPath } from './digest'
import { BASE } from './base.css'
import { COMPONENTS } from './components.css'
import { LAYOUT } from './layout.css'
import { PRINT } from './print.css'
import { TOKENS } from './tokens.css'

/** Comments and indentation are for those who work on it. No string in it holds two spaces or a comment. */
const smaller = (css: string): string =>
  css
    .replace(/\/\*.*?\*\//gs, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,]) ?/g, '$1')
    .replaceAll(': ', ':')
    .replaceAll(';}', '}')
    .trim()

export const STYLE = new TextEncoder().encode(
  `${smaller([TOKENS, BASE, LAYOUT, COMPONENTS, PRINT].join('\n'))}\n`,
)

export const STYLE_PATH = assetPath('website', 'css', STYLE)
