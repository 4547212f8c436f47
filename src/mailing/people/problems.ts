/** What can be wrong with a list of subscribers, in words the person who made it understands. */
export interface ImportProblem {
  readonly file: string
  /** Of the row's end; the header is line 1. */
  readonly line: number
  readonly column?: string
  /** As written, cut to what fits on a screen. */
  readonly value?: string
  readonly code: ImportProblemCode
  /** The rule that is broken, in Chinese and English. */
  readonly message: string
}

/** What is refused for it, and the rule. Explained in docs/errors.md. */
export const IMPORT_PROBLEMS = {
  'not-utf8': {
    refuses: 'file',
    rule: '文件须为 UTF-8 编码 / the file must be UTF-8; in Excel choose “CSV UTF-8”',
  },
  'not-csv': {
    refuses: 'rest',
    rule: '从这里起不是有效的 CSV，后面的行没有读 / not valid CSV from here on; the rows after it were not read',
  },
  'not-xlsx': {
    refuses: 'rest',
    rule: '不是完好的 Excel 工作簿（.xlsx），或过大；后面的行没有读 / not a sound Excel workbook (.xlsx), or too large; the rows after it were not read',
  },
  'formula-cell': {
    refuses: 'row',
    rule: '单元格是公式；请粘贴为数值 / the cell holds a formula: paste its value instead',
  },
  'missing-column': { refuses: 'file', rule: '缺少这一列 / the header lacks this column' },
  'unknown-column': { refuses: 'file', rule: '不认识的列 / no such column' },
  'repeated-column': { refuses: 'file', rule: '列名重复 / the column is there twice' },
  'wrong-cell-count': {
    refuses: 'row',
    rule: '列数与表头不符 / the row has more or fewer cells than the header',
  },
  'unknown-form': { refuses: 'row', rule: '应为 email、mms 或 sms / must be email, mms or sms' },
  'invalid-address': {
    refuses: 'row',
    rule: '不是有效的邮箱或号码 / not an e-mail address or a number',
  },
  'repeated-address': {
    refuses: 'row',
    rule: '同一地址已在前面的行出现，以前面的为准 / the address is in an earlier row, which counts',
  },
  'missing-consent': {
    refuses: 'row',
    rule: '没有同意的时间，不能订阅 / no time of consent: nobody is subscribed without it',
  },
  'invalid-consent': {
    refuses: 'row',
    rule: '应为带时区、不在将来的 ISO 8601 时间 / must be an ISO 8601 time with its zone, not in the future',
  },
  'unknown-region': {
    refuses: 'row',
    rule: '应为省级行政区名称或 GB/T 2260 代码 / must be a province’s name or a GB/T 2260 code',
  },
  'unknown-audience': { refuses: 'row', rule: '没有这个受众 / no such audience' },
  'unknown-language': { refuses: 'row', rule: '不是 BCP 47 语言标记 / not a BCP 47 language tag' },
  'unknown-profile': { refuses: 'row', rule: '应为 50、100 或 300 / must be 50, 100 or 300' },
  'missing-newspaper': {
    refuses: 'row',
    rule: '没有说订阅哪份手机报 / does not say which newspaper is subscribed to',
  },
  'unknown-newspaper': {
    refuses: 'row',
    rule: '手机报名应为小写字母、数字和连字符 / a newspaper is named by its slug',
  },
} as const satisfies Readonly<
  Record<string, { readonly refuses: 'file' | 'rest' | 'row'; readonly rule: string }>
>
export type ImportProblemCode = keyof typeof IMPORT_PROBLEMS

const SHOWN = 80

/** `more` says what the rule alone does not, such as where the first row of the two stands. */
export const problem = (
  code: ImportProblemCode,
  where: { file: string; line: number; column?: string; value?: string },
  more = '',
): ImportProblem => ({
  ...where,
  ...(where.value !== undefined && where.value.length > SHOWN
    ? { value: `${where.value.slice(0, SHOWN)}…` }
    : {}),
  code,
  message: `${IMPORT_PROBLEMS[code].rule}${more}`,
})
