/** What preflight says. Each names the field, the limit and what is there. */
export const findingTexts = {
  title: {
    zh: '微信标题最多 {limit} 字，现在有 {actual} 字。请缩短标题。',
    en: 'WeChat takes titles of at most {limit} characters; this one has {actual}. Shorten the title.',
  },
  titleEmpty: {
    zh: '没有标题，微信不收。',
    en: 'There is no title; WeChat refuses it.',
  },
  author: {
    zh: '微信作者栏最多 {limit} 字，署名有 {actual} 字。作者栏将留空，文末仍写全署名。',
    en: 'WeChat takes authors of at most {limit} characters; this one has {actual}. The field stays empty, the credits at the end name it in full.',
  },
  digest: {
    zh: '微信摘要最多 {limit} 字，现在有 {actual} 字。发出时将截短。',
    en: 'WeChat takes summaries of at most {limit} characters; this one has {actual}. It will be cut.',
  },
  content: {
    zh: '微信正文（含标签和样式）最多 {limit} 字符，转换后有 {actual} 字符。请缩短正文或拆成两篇。',
    en: 'WeChat takes texts of at most {limit} characters with tags and styles; this one has {actual}. Shorten it or make it two.',
  },
  contentBytes: {
    zh: '微信正文最多 {limit} 字节，转换后有 {actual} 字节。请缩短正文。',
    en: 'WeChat takes texts of at most {limit} bytes; this one has {actual}. Shorten it.',
  },
  sourceUrl: {
    zh: '“阅读原文”的网址最多 {limit} 字节，现在有 {actual} 字节。请改短网址名。',
    en: 'WeChat takes page addresses of at most {limit} bytes; this one has {actual}. Shorten the slug.',
  },
  cover: {
    zh: '没有封面，正文里也没有图片，微信不收。请选一张封面。',
    en: 'There is no cover and no picture in the text; WeChat refuses it. Choose a cover.',
  },
  externalPicture: {
    zh: '正文里有来自别处的图片，微信会去掉。请先上传到媒体库。',
    en: 'The text shows a picture from elsewhere, which WeChat drops. Upload it first.',
  },
  animation: {
    zh: '动图在微信里只显示第一帧。',
    en: 'Of an animated picture WeChat gets the first frame.',
  },
} as const satisfies Record<string, { readonly zh: string; readonly en: string }>

export type FindingText = keyof typeof findingTexts
