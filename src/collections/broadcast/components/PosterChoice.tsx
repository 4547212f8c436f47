'use client'

import { Button, TextInput, toast, useConfig, useField, useTranslation } from '@payloadcms/ui'
import { formatAdminURL } from 'payload/shared'
import { useState } from 'react'

import { en } from '../texts.en'
import { zh } from '../texts.zh'
import { usePost } from '../../components/use-post'
import type { PosterCandidate } from '../video-record'
import { filled } from '../words'

const STYLE = `
.poster-choice ul { display: grid; gap: .75rem; padding: 0; list-style: none;
  grid-template-columns: repeat(auto-fill, minmax(10rem, 1fr)) }
.poster-choice li button { display: block; width: 100%; padding: 0; border: 2px solid transparent; background: none; cursor: pointer }
.poster-choice li button[aria-pressed=true] { border-color: var(--theme-success-500) }
.poster-choice img { display: block; width: 100%; height: auto }
`

/** Pictures of the film: one is chosen, described, and becomes the form's poster. It is saved with the form. */
export function PosterChoice({
  id,
  posters,
}: {
  readonly id: string
  readonly posters: readonly PosterCandidate[]
}): React.JSX.Element {
  const { i18n } = useTranslation()
  const { config } = useConfig()
  const { setValue } = useField<string>({ path: 'poster' })
  const [chosen, setChosen] = useState<string>()
  const [alt, setAlt] = useState('')
  const { busy, post } = usePost()
  const t = i18n.language === 'en' ? en : zh
  const address = (path: string): string =>
    formatAdminURL({ apiRoute: config.routes.api, path: `/video-files/${id}/${path}` })

  const use = async (): Promise<void> => {
    const answer = await post(`/video-files/${id}/poster`, { name: chosen, alt })
    const made = answer?.['doc'] as { readonly id: string } | undefined
    if (!made) return
    setValue(made.id)
    setChosen(undefined)
    setAlt('')
    toast.success(answer?.message ?? '')
  }

  return (
    <section aria-label={t.posters} className="poster-choice field-type">
      <style>{STYLE}</style>
      <h4>{t.posters}</h4>
      <p>{t.postersHelp}</p>
      <ul>
        {posters.map(({ filename, atSeconds, width, height }, index) => (
          <li key={filename}>
            <button
              aria-pressed={chosen === filename}
              onClick={() => {
                setChosen(filename)
              }}
              type="button"
            >
              <img
                alt={filled(t.posterAt, {
                  number: String(index + 1),
                  seconds: (atSeconds ?? 0).toFixed(1),
                })}
                height={height}
                loading="lazy"
                src={address(`posters/${encodeURIComponent(filename)}`)}
                width={width}
              />
            </button>
          </li>
        ))}
      </ul>
      {chosen === undefined ? null : (
        <>
          <TextInput
            label={t.posterAlt}
            onChange={(event: React.ChangeEvent<HTMLInputElement>) => {
              setAlt(event.target.value)
            }}
            path="posterAlt"
            required
            value={alt}
          />
          <Button
            buttonStyle="secondary"
            disabled={busy || alt.trim() === ''}
            margin={false}
            onClick={() => {
              void use()
            }}
            size="small"
            type="button"
          >
            {t.posterUse}
          </Button>
        </>
      )}
    </section>
  )
}
