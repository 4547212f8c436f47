/** @jsxImportSource preact */
/** What television shows next. */
import { itemPath, localTime } from '@/core'

import type { Slot } from '../airings'
import { tvColumnPath, TV_PATH } from '../pages/addresses'
import { zh } from '../texts.zh'
import { Band } from './band'
import type { LookProps } from './words'

export const OnAir = ({ slots, look }: LookProps & { readonly slots: readonly Slot[] }) =>
  slots.length === 0 ? null : (
    <Band title="onAir" more={TV_PATH} look={look}>
      <ol class="lines">
        {slots.map(({ at, id, slug, title, column, repeat }) => (
          <li key={`${at} ${id}`}>
            <p class="meta">
              <time datetime={at}>{slotTime(at, look.site.timeZone)}</time>
              {column && <a href={tvColumnPath(column.slug)}>{column.label}</a>}
              {repeat && <span class="tag">{zh.repeat}</span>}
            </p>
            <h3>
              <a href={itemPath({ type: 'videos', slug })}>{title}</a>
            </h3>
          </li>
        ))}
      </ol>
    </Band>
  )

const WEEKDAYS = ['日', '一', '二', '三', '四', '五', '六'] as const

/** `11月3日（周一）20:30`: dated, so that a page kept for a while still says what is meant. */
function slotTime(iso: string, timeZone: string): string {
  const { month, day, time, weekday } = localTime(iso, timeZone)
  const date = `${String(Number(month))}月${String(Number(day))}日`
  return `${date}（周${WEEKDAYS[weekday] ?? ''}）${time.slice(0, 5)}`
}
