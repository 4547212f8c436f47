/** Refuses HTML that would do something: scripts, handlers, frames, forms. Cleaning would hide an attack or a mistake. */
import type { Element, Root } from 'hast'

import { Refusal, type Finding } from '../errors'
import { elementsOf } from './hast'

const ACTIVE_ELEMENTS = new Set([
  'script',
  'iframe',
  'frame',
  'frameset',
  'form',
  'object',
  'embed',
  'applet',
  'svg',
  'math',
  'base',
  'portal',
])
/** Attributes that hold addresses, as hast spells them. */
const ADDRESSES = new Set([
  'href',
  'src',
  'action',
  'formAction',
  'xLinkHref',
  'xlinkHref',
  'srcSet',
  'poster',
  'background',
  'cite',
  'data',
  'longDesc',
  'ping',
  'manifest',
])
const ACTIVE_SCHEMES = /^(?:javascript|vbscript|data|livescript|mocha):/i
const ACTIVE_STYLE = /expression\s*\(|javascript:|vbscript:|-moz-binding|behavior\s*:/i

/** Throws when the tree, as parsed and not yet cleaned, holds anything active. Each kind is named once, where it is first. */
export function refuseActiveContent(root: Root): void {
  const findings = new Map<string, Finding>()
  for (const node of elementsOf(root)) {
    for (const value of activeParts(node)) {
      const line = node.position?.start.line
      if (findings.has(value)) continue
      findings.set(value, {
        code: 'active-content',
        value,
        ...(line === undefined ? {} : { line }),
      })
    }
  }
  if (findings.size > 0) throw new Refusal([...findings.values()])
}

/** Names of what is active about an element; never its content, so that a report carries no attack. */
function* activeParts({ tagName, properties }: Element): Generator<string> {
  if (ACTIVE_ELEMENTS.has(tagName.toLowerCase().split('/')[0] ?? '')) yield `<${tagName}>`
  if (tagName === 'meta' && equivalentOf(properties) === 'refresh')
    yield '<meta http-equiv="refresh">'
  for (const [name, value] of Object.entries(properties)) {
    const text = Array.isArray(value) ? value.join(' ') : String(value)
    if (/^on/i.test(name)) yield `<${tagName} on…>`
    else if (name === 'srcDoc') yield `<${tagName} srcdoc>`
    else if (ADDRESSES.has(name) && ACTIVE_SCHEMES.test(withoutControls(text))) {
      yield `<${tagName} ${name.toLowerCase()}="${withoutControls(text).split(':')[0]?.toLowerCase() ?? ''}:">`
    } else if (name === 'style' && ACTIVE_STYLE.test(text)) yield `<${tagName} style>`
  }
}

/** Browsers ignore control characters and white space inside a scheme. */
const withoutControls = (value: string): string =>
  value.replace(/[\u0000-\u0020\u007f-\u00a0]/g, '')

const equivalentOf = (properties: Element['properties']): string =>
  [properties['httpEquiv']].flat().join('').trim().toLowerCase()
