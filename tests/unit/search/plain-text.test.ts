import { expect, test } from 'vitest'

import { clean, plainText } from '@/search/plain-text'

test.each([
  ['<p>一段</p><p>又一段</p>', '一段\n又一段'],
  ['<p>农村<strong>党</strong>员</p>', '农村党员'],
  ['<ul><li>甲</li><li>乙</li></ul>', '甲\n乙'],
  ['一行<br>又一行', '一行\n又一行'],
  ['<a href="/x" title="a > b">链接</a>后', '链接后'],
  ['<img src="/a.jpg" alt="图">前', '前'],
  ['&lt;b&gt; &amp;amp; &#x4e2d;&#22269;&nbsp;&quot;&#39;', '<b> &amp; 中国 "\''],
  ['&unknown; &#x110000; &', '&unknown; &#x110000; &'],
  ['前<!-- <p>注</p> -->后', '前\n后'],
  ['<p>\u3000\u3000缩进\n  换行</p>', '缩进\n换行'],
  ['', ''],
])('%j', (html, text) => {
  expect(plainText(html)).toBe(text)
})

test('takes out what SQLite or a terminal would stumble over', () => {
  expect(clean('a\u0000b\u001b[2Jc\u0085d')).toBe('a b [2Jc d')
})
