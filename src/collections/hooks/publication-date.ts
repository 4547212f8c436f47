import type { CollectionBeforeChangeHook } from 'payload'

/** A document published without an official date gets the time of its first publication. */
export const publicationDate: CollectionBeforeChangeHook = ({ data }) => {
  const document = data as { _status?: string; publishedAt?: string | null }
  return document._status === 'published' && !document.publishedAt
    ? { ...data, publishedAt: new Date().toISOString() }
    : data
}
