/** The plain pages of subscribing: no scripts, nothing loaded, Chinese first. */
import { escapeHtml } from '@/core'
import type { ComputedAnswer } from '@/delivery'

export const INVALID_LINK =
  '这个链接无效、不完整，或已经用过、过期。This link is not valid or not complete, or was used already, or is too old.'

const STYLE =
  'body{font:1rem/1.75 system-ui,sans-serif;max-width:36rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}' +
  'h1{font-size:1.5rem;line-height:1.4}fieldset{border:1px solid #bbb;border-radius:.25rem;margin:1rem 0;padding:.5rem 1rem}' +
  'label{display:block;padding:.25rem 0}input[type=text],select{font:inherit;width:100%;box-sizing:border-box;padding:.5rem;color:inherit;background:inherit;border:1px solid #767676;border-radius:.25rem}' +
  'input[type=checkbox],input[type=radio]{width:1.25rem;height:1.25rem;vertical-align:-.2rem}' +
  'button{font:inherit;min-height:44px;padding:.5rem 1.25rem;margin:.5rem .5rem .5rem 0}.wrong{color:#b3261e}.quiet{color:#595959}' +
  '@media(prefers-color-scheme:dark){body{color:#eee;background:#161616}.wrong{color:#ff9b8f}.quiet{color:#bbb}option{background:#161616}}'

/** `body` is HTML. */
export const drawPage = (status: number, title: string, body: string): ComputedAnswer => ({
  status,
  mediaType: 'text/html; charset=utf-8',
  body: Buffer.from(`<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style></head>
<body><main><h1>${escapeHtml(title)}</h1>
${body}</main></body></html>
`),
})

export interface Choice {
  readonly value: string
  readonly label: string
}

export const checkboxes = (
  name: string,
  legend: string,
  choices: readonly Choice[],
  chosen: readonly string[],
): string => ticks('checkbox', name, legend, choices, chosen)

export const radios = (
  name: string,
  legend: string,
  choices: readonly Choice[],
  chosen: string,
): string => ticks('radio', name, legend, choices, [chosen])

function ticks(
  type: 'checkbox' | 'radio',
  name: string,
  legend: string,
  choices: readonly Choice[],
  chosen: readonly string[],
): string {
  if (choices.length === 0) return ''
  const each = choices.map(
    ({ value, label }) =>
      `<label><input type="${type}" name="${name}" value="${escapeHtml(value)}"${chosen.includes(value) ? ' checked' : ''}> ${escapeHtml(label)}</label>`,
  )
  return `<fieldset><legend>${escapeHtml(legend)}</legend>${each.join('')}</fieldset>\n`
}

export const select = (
  name: string,
  label: string,
  choices: readonly Choice[],
  chosen: string,
): string =>
  `<label>${escapeHtml(label)} <select name="${name}">${choices
    .map(
      ({ value, label: text }) =>
        `<option value="${escapeHtml(value)}"${value === chosen ? ' selected' : ''}>${escapeHtml(text)}</option>`,
    )
    .join('')}</select></label>\n`

/** A field's texts, whether it came once or more often. */
export function valuesIn(fields: Readonly<Record<string, unknown>>, name: string): string[] {
  const value = fields[name]
  return (Array.isArray(value) ? value : [value]).filter(
    (each): each is string => typeof each === 'string' && each !== '',
  )
}

export const valueIn = (fields: Readonly<Record<string, unknown>>, name: string): string =>
  valuesIn(fields, name)[0] ?? ''
