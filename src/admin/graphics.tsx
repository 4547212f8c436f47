/** The product's name where the admin shows a logo. */
import type { CSSProperties } from 'react'

const wordmark: CSSProperties = { fontSize: '2.5rem', fontWeight: 600, letterSpacing: '0.05em' }
const latin: CSSProperties = { fontSize: '1.25rem', fontWeight: 400, marginInlineStart: '0.75rem' }
const mark: CSSProperties = { fontSize: '1.25rem', fontWeight: 600, lineHeight: 1 }

/** On the login page. */
export const Logo = () => (
  <span style={wordmark}>
    全媒<span style={latin}>Quanmei</span>
  </span>
)

/** In the corner of every page. */
export const Icon = () => <span style={mark}>全</span>
