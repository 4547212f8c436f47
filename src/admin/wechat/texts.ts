/** Words of the proof, in both languages. */
import { wordsOf, type Words } from '../proof/words'

export const proofTexts = {
  channel: { zh: '微信：', en: 'WeChat:' },
  tab: { zh: '微信样张', en: 'WeChat proof' },
  look: { zh: '样式', en: 'Look' },
  unsaved: { zh: '保存草稿后显示样张。', en: 'The proof appears once a draft is saved.' },
  waiting: { zh: '正在排版…', en: 'Typesetting…' },
  fine: { zh: '没有超出微信的限制。', en: 'Nothing exceeds WeChat’s limits.' },
  block: { zh: '会被退回', en: 'Would be refused' },
  warn: { zh: '请留意', en: 'Note' },
  characters: { zh: '正文 {actual} / {limit} 字符', en: 'Text {actual} of {limit} characters' },
  card: { zh: '列表卡片', en: 'Card in the list' },
  article: { zh: '文章', en: 'Article' },
  noCover: { zh: '没有封面', en: 'No cover' },
  count: { zh: '微信 {actual} / {limit}', en: 'WeChat {actual} of {limit}' },
  failed: { zh: '样张没有取到：{reason}', en: 'The proof did not arrive: {reason}' },
} as const satisfies Words

export const proofWord = wordsOf(proofTexts)
