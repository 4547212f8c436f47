/** Reads the query strictly: what is unknown, repeated or out of bounds is refused by name. */
import { FIELDS, type Fields } from '../resource'
import { ApiProblem } from './problems'

const bad = (name: string, value: string, rule: string, ruleEn: string): ApiProblem =>
  new ApiProblem('bad-parameter', { name, value: value.slice(0, 100), rule, ruleEn })

export function checkNames(query: URLSearchParams, known: readonly string[]): void {
  for (const name of new Set(query.keys())) {
    const values = query.getAll(name)
    if (!known.includes(name)) {
      const list = known.join(', ') || '–'
      throw bad(
        name,
        values[0] ?? '',
        `没有这个参数，可用的有 ${list}`,
        `only these exist: ${list}`,
      )
    }
    if (values.length > 1) {
      throw bad(name, values.join(' '), '只能给一次', 'it may be given only once')
    }
  }
}

export function limitIn(
  query: URLSearchParams,
  bounds: { readonly default: number; readonly most: number },
): number {
  const text = query.get('limit')
  if (text === null) return bounds.default
  const value = /^\d{1,4}$/.test(text) ? Number(text) : 0
  if (value >= 1 && value <= bounds.most) return value
  const most = String(bounds.most)
  throw bad('limit', text, `应为 1 到 ${most} 的整数`, `must be a whole number from 1 to ${most}`)
}

export function fieldsIn(query: URLSearchParams): Fields {
  const text = query.get('fields')
  if (text === null) return undefined
  const names = text.split(',').map((name) => name.trim())
  const unknown = names.find((name) => !(FIELDS as readonly string[]).includes(name))
  if (unknown === undefined) return new Set(names)
  const list = FIELDS.join(', ')
  throw bad('fields', unknown, `没有这个字段，可用的有 ${list}`, `only these exist: ${list}`)
}

/** Whether the documents themselves are asked for. */
export function contentIn(query: URLSearchParams): boolean {
  const text = query.get('include')
  if (text === null) return false
  if (text === 'content') return true
  throw bad('include', text, '只能是 content', 'it can only be content')
}

const SLUG = /^[A-Za-z0-9-]{1,100}$/

export function slugIn(query: URLSearchParams, name: string): string | undefined {
  const text = query.get(name)
  if (text === null || SLUG.test(text)) return text ?? undefined
  throw bad(name, text, '应为网址名或语言代码', 'must be a slug or a language tag')
}
