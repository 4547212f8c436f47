/**
 * Words of this field that jieba's dictionary lacks. Terms made of words it knows, such as 流动党员, need no place here:
 * they are found side by side. A change here changes how texts are cut, so
 * `INDEX_RULES` in database.ts must be raised with it.
 */
export const DOMAIN_WORDS: readonly string[] = [
  '三会一课',
  '两学一做',
  '党课',
  '党务',
  '党建',
  '学时',
  '远教',
  '微信',
  '微博',
  '易信',
  '公众号',
  '手机报',
  '微课',
  '微视频',
  '慕课',
  '客户端',
  '二维码',
  '全媒体',
  '村官',
  '网格员',
]
