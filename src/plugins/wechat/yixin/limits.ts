/**
 * Yixin (易信), by NetEase and China Telecom. Archived: the service is closed as far as is known. Its public platform copied WeChat's
 * of 2013 (signature, messages, media), so these are that year's numbers; none was read from a page of Yixin's own.
 */
import type { FarSide } from '../far-side'
import { DRAFT } from '../limits'
import { QUOTAS } from '../quotas'

export const YIXIN: FarSide = {
  ...{ addressName: 'YIXIN_API_URL', token: 'plain' },
  draft: { ...DRAFT, title: 64, author: 8, digest: 120 },
  quotas: { ...QUOTAS, mass: { day: 1, month: 31, reserve: 0 } },
}
