/** What a partner is told when it gets nothing, in both languages. */
export const REFUSALS = {
  unknownKey: {
    status: 403,
    zh: '密钥不对、已作废或没有提供，请与本站的渠道值班联系。',
    en: 'The key is unknown, was revoked, or is missing; please ask the channel operator of this site.',
  },
  notYet: {
    status: 403,
    zh: '合作协议尚未开始。',
    en: 'The agreement has not begun yet.',
  },
  ended: {
    status: 403,
    zh: '合作协议已经到期。',
    en: 'The agreement has ended.',
  },
  notGranted: {
    status: 403,
    zh: '协议不包括这个栏目或文件。',
    en: 'The agreement does not include this column or file.',
  },
  missing: {
    status: 404,
    zh: '这个地址没有内容。',
    en: 'There is nothing at this address.',
  },
  over: {
    status: 410,
    zh: '此文件已撤下或已过期，请停止使用。',
    en: 'This file was withdrawn or has expired; please stop using it.',
  },
} as const
export type Refusal = keyof typeof REFUSALS

export const refusalText = (refusal: Refusal): string =>
  `${REFUSALS[refusal].zh}\n${REFUSALS[refusal].en}\n`

/** Heads of the rundown. */
export const RUNDOWN_HEAD = [
  '日期 Date',
  '开始 Start',
  '结束 End',
  '栏目 Column',
  '集号 Episode',
  '节目 Title',
  '时长（秒）Seconds',
  '重播 Repeat',
  '制作单位 Producer',
  '制作许可证号 Production no.',
  '备案号 Approval no.',
]
export const REPEAT = '重播 repeat'
