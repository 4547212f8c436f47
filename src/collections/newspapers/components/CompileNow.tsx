'use client'

import { useDocumentInfo, useTranslation } from '@payloadcms/ui'

import { say } from '@/i18n/texts'

import { PostButton } from '../../components/PostButton'
import { newspaperTexts as t } from '../texts'

/** On a newspaper's page: makes an edition at once. */
export function CompileNow(): React.JSX.Element {
  const { id } = useDocumentInfo()
  const { language } = useTranslation().i18n
  if (id === undefined) return <p>{say(t.compile.unsaved, language)}</p>
  return (
    <div className="field-type">
      <PostButton
        body={{}}
        label={say(t.compile.now, language)}
        path={`/newspapers/${String(id)}/compile`}
      />
      <p className="field-description">{say(t.compile.help, language)}</p>
    </div>
  )
}
