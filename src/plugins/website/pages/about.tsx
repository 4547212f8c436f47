/** @jsxImportSource preact */
/** Pages about the site itself. They say what holds for every installation and what the site's settings say, nothing else. */
import { CONTENT_TYPES } from '@/core'

import { linesOf, Word, type LookProps } from '../components/words'
import { zh, type TextKey } from '../texts.zh'
import { SEARCH_PATH } from './addresses'

const Title = ({ of, look }: LookProps & { readonly of: TextKey }) => (
  <h1>
    <Word of={of} look={look} />
  </h1>
)

export const About = ({ look }: LookProps) => (
  <div class="prose plain-page">
    <Title of="about" look={look} />
    {look.site.description && <p>{look.site.description}</p>}
    <p>
      {look.site.title}由{look.site.publisher}
      编辑和发布。内容分为文章、视频、政策解读、课件和课程五类，可以按主题、适用对象和月份查看。
    </p>
    <h2>内容怎样审校</h2>
    <p>
      每篇内容都写明发布时间；来源、责任编辑、校对和审核人员，凡有登记的一并写明。内容有更正时，更正的日期和说明写在原文下方。
    </p>
    <h2>内容怎样撤回</h2>
    <p>撤回的内容不再提供：原来的网址显示撤回通知和撤回时间，内容同时从目录、搜索和订阅中移除。</p>
    <h2>怎样订阅</h2>
    <p>
      全站以及每个栏目、主题都有RSS、Atom和JSON Feed三种格式的订阅源，见<a href="/feeds/">订阅</a>。
    </p>
    <h2>隐私</h2>
    <p>
      阅读本站不需要登录，页面不含其他网站的统计、广告和字体。课程学习进度和看过的页面只保存在您自己的浏览器里，不会传给本站；清除浏览器数据即可删除。
    </p>
  </div>
)

export function Contact({ look }: LookProps) {
  const lines = linesOf(look.site.contact ?? '')
  return (
    <div class="prose plain-page">
      <Title of="contact" look={look} />
      <p>{look.site.publisher}</p>
      {lines.length > 0 ? (
        <address>
          {lines.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </address>
      ) : (
        <p>{zh.noContact}</p>
      )}
    </div>
  )
}

export const Accessibility = ({ look }: LookProps) => (
  <div class="prose plain-page">
    <Title of="accessibility" look={look} />
    <p>
      本站按照《Web内容无障碍指南》（WCAG）2.2的AA级要求设计，希望每一位读者都能顺利阅读。这是编制页面时的目标和自查结果，没有经过第三方认证。
    </p>
    <h2>您可以怎样使用</h2>
    <ul>
      <li>所有功能都可以只用键盘完成；页面开头有“跳到正文”的链接。</li>
      <li>页面有标题层级、区域标记和图片的文字说明，可以用读屏软件阅读。</li>
      <li>
        文字放大到200%或者用手机竖屏阅读时，内容自动换行，不需要左右拖动；宽的表格可以单独滚动。
      </li>
      <li>颜色随系统的浅色、深色设置变化，也适应强制颜色和减少动态效果的设置。</li>
      <li>不运行脚本也能阅读全部内容、使用搜索和查看练习题答案。</li>
      <li>有字幕的视频可以打开字幕；有文字稿的，文字稿就在视频下方。</li>
      <li>每个页面都可以打印。</li>
    </ul>
    <h2>已知的不足</h2>
    <ul>
      <li>附件由各来源提供，可能没有为读屏软件做好准备。</li>
      <li>视频没有手语和口述影像，也不是每段视频都有字幕和文字稿。</li>
    </ul>
    <h2>反馈</h2>
    <p>
      遇到困难，或者需要某项内容的其他形式，请与编辑部联系，方式见<a href="/contact">联系我们</a>。
    </p>
  </div>
)

export const NotFound = ({ look }: LookProps) => (
  <div class="notice">
    <Title of="notFound" look={look} />
    <p>{zh.notFoundText}</p>
    <p>{zh.notFoundWays}</p>
    <ul class="chips">
      <li>
        <a href="/">{zh.home}</a>
      </li>
      {CONTENT_TYPES.map((type) => (
        <li key={type}>
          <a href={`/${type}/`}>{zh[type]}</a>
        </li>
      ))}
      <li>
        <a href={SEARCH_PATH}>{zh.search}</a>
      </li>
    </ul>
  </div>
)

/** The script fills in the list of what is kept. */
export const Offline = ({ look }: LookProps) => (
  <div class="notice">
    <Title of="offline" look={look} />
    <p>{zh.offlineText}</p>
    <section hidden data-kept>
      <h2>
        <Word of="offlineList" look={look} />
      </h2>
      <ul />
    </section>
  </div>
)
