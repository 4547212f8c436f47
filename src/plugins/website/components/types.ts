import type { Details, DocumentType } from '@/core'

/** The details of one content type. */
export type Of<Type extends DocumentType> = Extract<Details, { type: Type }>
