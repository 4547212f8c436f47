/** The words of the TV channel, in Chinese. */
export const zh = {
  title: '电视栏目',
  help: '供电视台、IPTV 和远程教育平台取用：每个栏目一份 Media RSS 和一份 JSON，全部栏目共用一份 XMLTV 节目单。',
  feed: '节目',
  schedule: '节目单（XMLTV）',
  noColumns: '还没有栏目。',
  fileGone: '此文件已撤下，请停止使用。',
  producer: '制作单位',
}

export type TvTexts = Readonly<Record<keyof typeof zh, string>>
