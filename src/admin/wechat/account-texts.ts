/** Words of an account's panel, in both languages. */
import { wordsOf, type Words } from '../proof/words'

export const accountTexts = {
  unsaved: { zh: '保存后可检查账号。', en: 'The account can be checked once it is saved.' },
  waiting: { zh: '正在读取…', en: 'Loading…' },
  failed: { zh: '没有读到：{reason}', en: 'It did not arrive: {reason}' },
  check: { zh: '检查账号', en: 'Check the account' },
  checked: { zh: '已检查，结果见下。', en: 'Checked; the findings are below.' },
  lastCheck: { zh: '上次检查', en: 'Last check' },
  never: { zh: '还没有检查过。', en: 'It was never checked.' },
  quotas: { zh: '余额', en: 'What is left' },
  quota: { zh: '额度', en: 'Quota' },
  today: { zh: '今天', en: 'Today' },
  month: { zh: '本月', en: 'This month' },
  reserve: { zh: '留给急件', en: 'Kept for what is urgent' },
  queue: { zh: '等候投递', en: 'Waiting' },
  empty: { zh: '没有等候的文章。', en: 'Nothing waits.' },
  until: { zh: '到', en: 'Until' },
  reason: { zh: '原因', en: 'Why' },
  scheduled: { zh: '等到发送时间', en: 'waits for its time' },
  title: { zh: '标题', en: 'Title' },
  order: { zh: '次序', en: 'Place' },
  compile: { zh: '马上汇编发送', en: 'Send the next bundle now' },
  compiled: { zh: '{count} 篇马上发送。', en: '{count} documents go out now.' },
  none: { zh: '没有等候的文章。', en: 'Nothing waits.' },
  invalid: { zh: '请给出最多 8 个 TYPE/ID。', en: 'Give at most 8 of TYPE/ID.' },
  bundle: { zh: '多图文样张', en: 'Proof of the bundle' },
  choose: {
    zh: '勾选要一起发的文章；先勾的在前，第一篇是头条。都不勾则取最早到时间的八篇。',
    en: 'Tick what goes out together, the lead first. With nothing ticked, the first eight due.',
  },
  article: { zh: '文章', en: 'Article' },
} as const satisfies Words

export const accountWord = wordsOf(accountTexts)
