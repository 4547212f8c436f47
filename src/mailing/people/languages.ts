/** Languages readers may choose on the website, by BCP 47; imports may name others. */
export const READER_LANGUAGES: Readonly<Record<string, string>> = {
  'zh-CN': '汉语',
  bo: '藏语 བོད་ཡིག',
  ug: '维吾尔语 ئۇيغۇرچە',
  mn: '蒙古语',
  kk: '哈萨克语',
  ko: '朝鲜语 조선말',
  za: '壮语 Vahcuengh',
  ii: '彝语',
  en: 'English',
}
