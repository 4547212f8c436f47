'use client'

import {
  Button,
  Modal,
  TextareaInput,
  toast,
  useConfig,
  useEditDepth,
  useModal,
  useTranslation,
} from '@payloadcms/ui'
import { formatAdminURL } from 'payload/shared'
import { useState } from 'react'

import { adminTexts, type Label } from '../admin-texts'
import { NOTE_LIMIT } from '../limits'

/** Payload's drawers start at this z-index and add one for each form opened within another. */
const ABOVE_DRAWERS = 101

export interface Action {
  /** Unique on the page; the dialog's and the button's id. */
  readonly name: string
  /** Under the API's root, such as `/deliveries/ID/resend`. */
  readonly path: string
  readonly button: Label
  readonly heading: Label
  readonly body: Label
  readonly confirm: Label
  /** The words asked for, and the input's name for them. */
  readonly note?: { readonly field: string; readonly label: Label }
  /** One of these must be chosen. */
  readonly choice?: {
    readonly field: string
    readonly label: Label
    readonly options: readonly { readonly value: string; readonly label: Label }[]
  }
  /** Before the request; false keeps the dialog open. */
  readonly prepare?: () => Promise<boolean>
  readonly onDone: (answer: Answer) => Promise<void> | void
}

export interface Answer {
  readonly message: string
  readonly doc?: Record<string, unknown>
}

/**
 * A button, its dialog, and the answer as a toast. Payload's own ConfirmationModal closes whatever happens; this one stays
 * open, with what was written, until the server has agreed.
 */
export function ActionButton({ action }: { readonly action: Action }): React.JSX.Element {
  const { i18n } = useTranslation()
  const { openModal, closeModal, isModalOpen } = useModal()
  const { config } = useConfig()
  const depth = useEditDepth()
  const [note, setNote] = useState('')
  const [choice, setChoice] = useState('')
  const [busy, setBusy] = useState(false)
  const say = (label: Label): string => (i18n.language === 'en' ? label.en : label.zh)
  const dialog = `action-${action.name}`
  const complete = (!action.note || note.trim() !== '') && (!action.choice || choice !== '')

  const confirm = async (): Promise<void> => {
    setBusy(true)
    try {
      if (action.prepare && !(await action.prepare())) return
      const url = formatAdminURL({ apiRoute: config.routes.api, path: action.path as `/${string}` })
      const answer = await post(url, i18n.language, {
        ...(action.note ? { [action.note.field]: note } : {}),
        ...(action.choice ? { [action.choice.field]: choice } : {}),
      })
      if (answer.ok) {
        closeModal(dialog)
        setNote('')
        setChoice('')
        toast.success(answer.message)
        await action.onDone(answer)
      } else toast.error(answer.message)
    } catch {
      // No answer, or one that is no JSON: what the server did is unknown, and the dialog stays for another try.
      toast.error(say(adminTexts.operations.unreachable))
    } finally {
      setBusy(false)
    }
  }

  return (
    <>
      <Button
        buttonStyle="secondary"
        id={`button-${action.name}`}
        margin={false}
        onClick={() => {
          openModal(dialog)
        }}
        size="medium"
        type="button"
      >
        {say(action.button)}
      </Button>
      {isModalOpen(dialog) && (
        <Modal
          className="confirmation-modal"
          closeOnBlur={false}
          slug={dialog}
          style={{ zIndex: ABOVE_DRAWERS + depth }}
        >
          <div className="confirmation-modal__wrapper">
            <div className="confirmation-modal__content">
              <h1>{say(action.heading)}</h1>
              <p>{say(action.body)}</p>
              {action.choice && (
                <fieldset className="field-type" style={{ border: 0, margin: 0, padding: 0 }}>
                  <legend className="field-label">{say(action.choice.label)}</legend>
                  {action.choice.options.map(({ value, label }) => (
                    <label key={value} style={{ display: 'block' }}>
                      <input
                        checked={choice === value}
                        name={action.choice?.field}
                        onChange={() => {
                          setChoice(value)
                        }}
                        type="radio"
                        value={value}
                      />{' '}
                      {say(label)}
                    </label>
                  ))}
                </fieldset>
              )}
              {action.note && (
                <TextareaInput
                  label={action.note.label}
                  onChange={(event) => {
                    setNote(event.target.value.slice(0, NOTE_LIMIT))
                  }}
                  path={`${dialog}-note`}
                  required
                  rows={4}
                  value={note}
                />
              )}
            </div>
            <div className="confirmation-modal__controls">
              <Button
                buttonStyle="secondary"
                disabled={busy}
                id="confirm-cancel"
                onClick={() => {
                  closeModal(dialog)
                }}
                size="large"
                type="button"
              >
                {say(adminTexts.operations.cancel)}
              </Button>
              <Button
                disabled={busy || !complete}
                id="confirm-action"
                onClick={() => {
                  void confirm()
                }}
                size="large"
                type="button"
              >
                {say(action.confirm)}
              </Button>
            </div>
          </div>
        </Modal>
      )}
    </>
  )
}

async function post(
  url: string,
  language: string,
  input: Readonly<Record<string, string>>,
): Promise<Answer & { ok: boolean }> {
  const response = await fetch(url, {
    method: 'POST',
    credentials: 'include',
    headers: { 'Content-Type': 'application/json', 'Accept-Language': language },
    body: JSON.stringify(input),
  })
  const answer = (await response.json()) as Partial<Answer> & { errors?: { message: string }[] }
  const message = answer.message ?? answer.errors?.map((error) => error.message).join(' ') ?? ''
  return { ...answer, message, ok: response.ok }
}
