/** Words of the proof, in both languages. */
import { wordsOf, type Words } from '../proof/words'

export const proofTexts = {
  title: { zh: '样张', en: 'Proofs' },
  unsaved: { zh: '保存草稿后显示样张。', en: 'Proofs appear once a draft is saved.' },
  waiting: { zh: '正在排版…', en: 'Typesetting…' },
  failed: { zh: '样张没有取到：{reason}', en: 'The proofs did not arrive: {reason}' },
  fine: { zh: '没有超出限制。', en: 'Nothing exceeds a limit.' },
  block: { zh: '不能这样发', en: 'Cannot be sent like this' },
  warn: { zh: '请留意', en: 'Note' },
  email: {
    zh: '邮件：{actual} / {limit} 字节 · 主题：{subject}',
    en: 'E-mail: {actual} of {limit} bytes · subject: {subject}',
  },
  desk: { zh: '电脑（700 像素）', en: 'Desk (700 pixels)' },
  phone: { zh: '手机（360 像素）', en: 'Phone (360 pixels)' },
  mms: {
    zh: '彩信 {profile} KB：{pages} 页，{actual} / {limit} 字节',
    en: 'MMS of {profile} KB: {pages} pages, {actual} of {limit} bytes',
  },
  testSend: { zh: '寄一份给自己', en: 'Send a test to myself' },
  testSent: {
    zh: '测试邮件已交给邮件服务器：{address}',
    en: 'The test was handed to the mail server: {address}',
  },
  tooSoon: { zh: '刚寄过一份，请等二十秒。', en: 'One was just sent; wait twenty seconds.' },
  noMailServer: {
    zh: '没有设置 SMTP_URL，不能寄测试邮件。',
    en: 'SMTP_URL is not set, so no test can be sent.',
  },
  web: { zh: '网页版：{path}', en: 'Web page: {path}' },
  sms: { zh: '短信：{units} 字，{parts} 条', en: 'SMS: {units} characters, {parts} parts' },
} as const satisfies Words

export const proofWord = wordsOf(proofTexts)
