import type { ContentType, Details } from '@/core'

/** The details of one content type. */
export type Of<Type extends ContentType> = Extract<Details, { type: Type }>
