/** What readers and consumers are told, in Chinese. */
export const zh = {
  notFound: { title: '找不到这个页面', text: '地址可能写错了，或者这里从来没有内容。' },
  gone: { title: '内容已撤回', text: '这里的内容已经撤回，不再提供。' },
  moved: { title: '内容已移到新地址', text: '新地址：' },
  badRequest: { title: '地址有误', text: '这个地址不符合规则，请检查后再试。' },
  notAllowed: { title: '不支持这种请求', text: '这里只提供读取。' },
  notAcceptable: { title: '没有合适的编码', text: '您的程序拒绝了这里能提供的所有内容编码。' },
  unavailable: { title: '暂时无法提供', text: '内容暂时读不出来，请稍后再试。' },
  home: '返回首页',
  changes: {
    malformedToken: 'since 不是本站发出的标记；请使用上一次回答里的 next。',
    resync: '这个标记已经失效：变更日志已重建。请不带 since 重新同步。',
    limit: 'limit 应是 1 到 500 之间的整数。',
  },
  tooMany: '请求过于频繁，请稍后再试。',
} as const
