/**
 * How an article looks, as data: tokens for colour, type and space, and the style each part gets from them. WeChat keeps
 * nothing but inline styles and counts their characters as text, so what is inherited stands once, on the outermost
 * section, and the other styles are short. WeChat recolours for its dark mode by itself.
 */

export const LOOK_IDS = ['official', 'plain', 'study'] as const
export type LookId = (typeof LOOK_IDS)[number]

/** Colours are six-digit hex, lengths CSS. */
export interface LookTokens {
  readonly label: { readonly zh: string; readonly en: string }
  readonly ink: string
  readonly soft: string
  /** Headings, marks, whatever leads. At least 4.5:1 on white. */
  readonly accent: string
  /** Behind boxes. `ink` and `accent` on it: at least 4.5:1. */
  readonly tint: string
  readonly line: string
  readonly size: string
  readonly small: string
  readonly leading: string
  /** First line of a paragraph; official papers indent by two characters. */
  readonly indent: string
  /** Between paragraphs. */
  readonly gap: string
  /** A bar beside headings, a rule below them, or neither. */
  readonly heading: 'bar' | 'rule' | 'plain'
}

export const LOOKS: Readonly<Record<LookId, LookTokens>> = {
  official: {
    label: { zh: '庄重', en: 'Official' },
    ...{ ink: '#24211d', soft: '#6b6359', accent: '#a8201a', tint: '#faf5ef', line: '#e3ddd2' },
    ...{ size: '16px', small: '14px', leading: '1.75', indent: '0', gap: '1em' },
    heading: 'bar',
  },
  plain: {
    label: { zh: '素净', en: 'Plain' },
    ...{ ink: '#222222', soft: '#666666', accent: '#222222', tint: '#f6f6f6', line: '#dddddd' },
    ...{ size: '16px', small: '14px', leading: '1.8', indent: '2em', gap: '.8em' },
    heading: 'plain',
  },
  study: {
    label: { zh: '学习', en: 'Study' },
    ...{ ink: '#1f2a2a', soft: '#5a6a6a', accent: '#14606b', tint: '#eef6f6', line: '#cfe0e0' },
    ...{ size: '17px', small: '14px', leading: '1.75', indent: '0', gap: '1em' },
    heading: 'rule',
  },
}

/** What an element is for; each has one style per look. */
export type Part =
  | 'article'
  | 'edge'
  | 'paragraph'
  | 'lead'
  | 'h2'
  | 'h3'
  | 'list'
  | 'sublist'
  | 'item'
  | 'quote'
  | 'rule'
  | 'table'
  | 'cell'
  | 'head'
  | 'scroll'
  | 'wide'
  | 'card'
  | 'row'
  | 'name'
  | 'figure'
  | 'picture'
  | 'caption'
  | 'credit'
  | 'box'
  | 'boxTitle'
  | 'warning'
  | 'notice'
  | 'question'
  | 'clause'
  | 'mark'
  | 'code'
  | 'pre'
  | 'underline'
  | 'struck'
  | 'noteMark'
  | 'notes'
  | 'note'
  | 'foot'
  | 'play'
  | 'link'

const styles = (look: LookTokens): Readonly<Record<Part, string>> => {
  const { ink, soft, accent, tint, line, size, small, leading, indent, gap } = look
  const heading = {
    bar: `padding-left:.6em;border-left:4px solid ${accent}`,
    rule: `padding-bottom:.3em;border-bottom:2px solid ${accent}`,
    plain: 'text-align:center',
  }[look.heading]
  const box = `margin:1.2em 0;padding:.9em 1em .1em;background-color:${tint};border-radius:4px`
  return {
    article: `font-size:${size};line-height:${leading};color:${ink};text-align:justify;word-break:break-word`,
    // WeChat drops leading and trailing sections' margins unless something stands before and after them.
    edge: 'margin:0;font-size:0;line-height:0',
    paragraph: `margin:0 0 ${gap}${indent === '0' ? '' : `;text-indent:${indent}`}`,
    lead: `margin:0 0 1.2em;color:${soft}`,
    h2: `margin:1.8em 0 .8em;font-size:1.125em;line-height:1.5;color:${accent};text-align:left;${heading}`,
    h3: `margin:1.4em 0 .6em;font-size:1em;line-height:1.6;color:${ink};text-align:left`,
    list: `margin:0 0 ${gap};padding-left:1.6em`,
    sublist: 'margin:0;padding-left:1.4em;list-style-type:circle',
    item: 'margin:0 0 .3em',
    quote: `margin:0 0 ${gap};padding:.2em 0 .2em 1em;border-left:3px solid ${line};color:${soft}`,
    rule: `margin:1.6em 0;border:0;border-top:1px solid ${line}`,
    table: `margin:0 0 ${gap};width:100%;border-collapse:collapse;font-size:${small};line-height:1.6;text-align:left`,
    cell: `padding:.4em .5em;border:1px solid ${line};vertical-align:top`,
    head: `padding:.4em .5em;border:1px solid ${line};vertical-align:top;background-color:${tint};font-weight:bold`,
    scroll: `margin:0 0 ${gap};overflow-x:auto`,
    wide: `width:40em;border-collapse:collapse;font-size:${small};line-height:1.6;text-align:left`,
    card: `margin:0 0 .8em;padding:.6em .8em;border:1px solid ${line};border-radius:4px;font-size:${small};line-height:1.7;text-align:left`,
    row: 'margin:0;text-align:left',
    name: `color:${soft}`,
    figure: 'margin:1.2em 0;text-align:center',
    picture: 'max-width:100%;height:auto;vertical-align:top',
    caption: `margin:.5em 0 0;font-size:${small};line-height:1.5;color:${soft};text-align:center`,
    credit: 'font-size:12px',
    box,
    boxTitle: `margin:0 0 .5em;color:${accent};font-weight:bold;text-align:left`,
    warning: `${box};border-left:4px solid ${accent}`,
    notice: `margin:0 0 1.2em;padding:.8em 1em;border:1px solid ${accent};border-radius:4px;font-size:${small};text-align:left`,
    question: 'margin:1.6em 0 0',
    clause: `margin:0 0 ${gap};padding:.7em 1em;border-left:3px solid ${line};background-color:${tint};font-size:${small};color:${soft}`,
    mark: `margin-right:.4em;padding:0 .35em;border-radius:3px;background-color:${accent};color:#ffffff`,
    code: `padding:0 .25em;background-color:${tint};font-size:.9em`,
    pre: `margin:0 0 ${gap};padding:.8em;background-color:${tint};font-size:${small};line-height:1.6;text-align:left;white-space:pre-wrap`,
    underline: 'text-decoration:underline',
    struck: 'text-decoration:line-through',
    noteMark: `color:${accent};font-size:.75em`,
    notes: `margin:2em 0 0;padding:1em 0 0;border-top:1px solid ${line};font-size:${small};line-height:1.6;color:${soft};text-align:left`,
    note: 'margin:0 0 .4em;word-break:break-all',
    foot: `margin:2em 0 0;font-size:${small};line-height:1.8;color:${soft};text-align:left`,
    play: `margin:.6em 0 0;padding:.5em .8em;background-color:${tint};border-radius:4px;font-size:${small};line-height:1.6;text-align:center`,
    link: `color:${accent};text-decoration:underline`,
  }
}

const STYLES = {
  official: styles(LOOKS.official),
  plain: styles(LOOKS.plain),
  study: styles(LOOKS.study),
} as const satisfies Record<LookId, Readonly<Record<Part, string>>>

/** The inline style of a part; empty for none. */
export const styleOf = (look: LookId, part: Part): string => STYLES[look][part]

/** The look of that name; the official one where it is nobody's. */
export const lookOf = (name: string | undefined): LookId =>
  LOOK_IDS.find((id) => id === name) ?? 'official'
