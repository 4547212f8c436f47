/** What readers can choose from. */
import type { Payload } from 'payload'

import { MMS_PROFILES } from '@/core'
import { PROVINCES, READER_LANGUAGES } from '@/mailing'

import type { Choice } from './pages'

export interface Catalogue {
  /** By slug; only those that are compiled. */
  readonly newspapers: readonly Choice[]
  readonly audiences: readonly Choice[]
}

export async function readCatalogue(payload: Payload): Promise<Catalogue> {
  const all = { pagination: false, depth: 0, overrideAccess: true } as const
  const newspapers = await payload.find({
    ...all,
    collection: 'newspapers',
    where: { active: { equals: true } },
    sort: 'title',
  })
  const audiences = await payload.find({ ...all, collection: 'audiences', sort: 'order' })
  return {
    newspapers: newspapers.docs.map(({ slug, title }) => ({ value: slug, label: title })),
    audiences: audiences.docs.map(({ slug, label }) => ({ value: slug, label })),
  }
}

export const FORM_CHOICES = [
  { value: 'email', label: '电子邮件 E-mail' },
  { value: 'mms', label: '彩信 MMS' },
  { value: 'sms', label: '短信 SMS' },
] as const satisfies readonly Choice[]

export const REGION_CHOICES: readonly Choice[] = [
  { value: '', label: '不填 –' },
  ...Object.entries(PROVINCES).map(([label, value]) => ({ value, label })),
]
export const LANGUAGE_CHOICES: readonly Choice[] = Object.entries(READER_LANGUAGES).map(
  ([value, label]) => ({ value, label }),
)
export const PROFILE_CHOICES: readonly Choice[] = MMS_PROFILES.map((kilobytes) => ({
  value: String(kilobytes),
  label: `${String(kilobytes)} KB`,
}))
