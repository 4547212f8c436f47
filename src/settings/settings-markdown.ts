import { SETTINGS, type Text } from './table'

/** The table of settings for docs/operations.md, in one language. */
export function settingsMarkdown(language: keyof Text): string {
  const heads = {
    zh: ['设置', '默认值', '含义', '规则'],
    en: ['Setting', 'Default', 'Meaning', 'Rule'],
  }[language]
  const rows = Object.entries(SETTINGS).map(([name, setting]) => [
    `\`${name}\``,
    setting.default === undefined
      ? ('derived' in setting && setting.derived?.[language]) || '–'
      : `\`${setting.default}\``,
    setting.description[language],
    setting.rule[language],
  ])
  return [heads, heads.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')
}
