/** Provinces by GB/T 2260-2007: the first two digits of every code below them. */
export const PROVINCES: Readonly<Record<string, string>> = {
  北京: '11',
  天津: '12',
  河北: '13',
  山西: '14',
  内蒙古: '15',
  辽宁: '21',
  吉林: '22',
  黑龙江: '23',
  上海: '31',
  江苏: '32',
  浙江: '33',
  安徽: '34',
  福建: '35',
  江西: '36',
  山东: '37',
  河南: '41',
  湖北: '42',
  湖南: '43',
  广东: '44',
  广西: '45',
  海南: '46',
  重庆: '50',
  四川: '51',
  贵州: '52',
  云南: '53',
  西藏: '54',
  陕西: '61',
  甘肃: '62',
  青海: '63',
  宁夏: '64',
  新疆: '65',
  台湾: '71',
  香港: '81',
  澳门: '82',
}

const CODES = new Set(Object.values(PROVINCES))
const SUFFIX = /(?:省|市|(?:壮族|回族|维吾尔)?自治区|特别行政区)$/

/** The code of a province's name, or a code of 2, 4 or 6 digits itself; empty stays empty, `undefined` is no region. */
export function readRegion(text: string): string | undefined {
  const given = text.trim()
  if (given === '') return ''
  if (/^(?:\d\d){1,3}$/.test(given)) return CODES.has(given.slice(0, 2)) ? given : undefined
  const name = given.replace(SUFFIX, '')
  return Object.hasOwn(PROVINCES, name) ? PROVINCES[name] : undefined
}
