'use client'

import { useConfig, useDocumentInfo, useForm, useFormModified, useRouteCache } from '@payloadcms/ui'
import { formatAdminURL } from 'payload/shared'

import { adminTexts } from '../admin-texts'
import { ActionButton, type Answer } from './ActionButton'

const t = adminTexts.operations

/** Shown while readers can see the document. */
export function DocumentActionButtons({
  withdraw,
  correct,
}: {
  readonly withdraw: boolean
  readonly correct: boolean
}): React.JSX.Element | null {
  const info = useDocumentInfo()
  const { reset, submit } = useForm()
  const modified = useFormModified()
  const { clearRouteCache } = useRouteCache()
  const { config } = useConfig()
  const { id, collectionSlug } = info
  if (!id || !collectionSlug || !info.hasPublishedDoc) return null
  const path = `/${collectionSlug}/${String(id)}` as const

  /** A correction publishes the newest draft: what is on the screen must be in it. */
  const saveDraft = async (): Promise<boolean> => {
    if (!modified) return true
    const saved = await submit({
      action: formatAdminURL({ apiRoute: config.routes.api, path: `${path}?depth=0&draft=true` }),
      method: 'PATCH',
      overrides: { _status: 'draft' },
      skipValidation: true,
      disableSuccessStatus: true,
    })
    return saved?.res.ok === true
  }

  const show = async ({ doc }: Answer, isPublished: boolean): Promise<void> => {
    info.incrementVersionCount()
    info.setMostRecentVersionIsAutosaved(false)
    info.setUnpublishedVersionCount(isPublished ? 0 : 1)
    info.setHasPublishedDoc(isPublished)
    if (doc) {
      info.setData(doc)
      await reset(doc)
    }
    clearRouteCache()
  }

  return (
    <>
      {correct && (
        <ActionButton
          action={{
            ...t.correct,
            name: 'correct',
            path: `${path}/correct`,
            note: { field: 'note', label: t.correct.note },
            prepare: saveDraft,
            onDone: (answer) => show(answer, true),
          }}
        />
      )}
      {withdraw && (
        <ActionButton
          action={{
            ...t.withdraw,
            name: 'withdraw',
            path: `${path}/withdraw`,
            note: { field: 'reason', label: t.withdraw.note },
            onDone: (answer) => show(answer, false),
          }}
        />
      )}
    </>
  )
}
