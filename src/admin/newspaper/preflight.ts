/** What keeps an edition from being published: the findings of its proof that block, by the same renderers and limits. */
import { ValidationError, type CollectionBeforeChangeHook } from 'payload'

import { messageOf } from '@/core'
import { readSite } from '@/plugins/distribution/site'
import { toEdition, type SourceEdition } from '@/plugins/distribution/to-edition'

import { makeProof } from './make-proof'
import type { ProofFinding } from './proof'
import { uploadsOf, type ProofOptions } from './proof-endpoint'

/** Refuses to publish over a budget, with limit and size. An edition that is published already may be withdrawn at any time. */
export const preflight =
  ({ publicUrl, timeZone }: ProofOptions): CollectionBeforeChangeHook =>
  async ({ data, originalDoc, req }) => {
    const written = { ...(originalDoc as object | undefined), ...data } as SourceEdition
    if (written._status !== 'published') return data as unknown
    const { payload, i18n } = req
    const newspaper: unknown = written.newspaper
    const source = {
      ...written,
      id: written.id,
      newspaper:
        typeof newspaper === 'object' && newspaper !== null && 'id' in newspaper
          ? String(newspaper.id)
          : String(newspaper),
    }
    const site = await readSite(payload, { publicUrl, timeZone, now: () => new Date() })
    let findings: readonly ProofFinding[]
    try {
      const { item, unpublished } = await toEdition({ payload, timeZone }, source, req)
      findings = (await makeProof(item, unpublished, uploadsOf(payload), site)).findings
    } catch (error) {
      const [zh = '', en = zh] = messageOf(error).split(' / ')
      findings = [{ severity: 'block', message: { zh, en } }]
    }
    const blocking = findings.filter(({ severity }) => severity === 'block')
    if (blocking.length === 0) return data as unknown
    throw new ValidationError(
      {
        collection: 'editions',
        errors: blocking.map(({ message }) => ({
          path: 'entries',
          message: i18n.language.startsWith('en') ? message.en : message.zh,
        })),
        req,
      },
      req.t,
    )
  }
