/** An edition (期) of a newspaper as its renderers see it: finished words, nothing left to look up. */
import type { ContentType, DocumentKey, Picture } from './item'

export interface EditionEntry {
  readonly document: DocumentKey
  readonly type: ContentType
  /** As the editor rewrote it for this edition. */
  readonly headline: string
  /** One line; empty where there is none. */
  readonly summary: string
  /** Absolute address of the document's page. */
  readonly url: string
  /** Source and author as they are credited, on one line. */
  readonly credits: string
  readonly picture?: Picture
}

export interface Edition {
  readonly newspaper: string
  readonly title: string
  /** `2014-07-02` */
  readonly day: string
  /** BCP 47. */
  readonly language: string
  readonly greeting: string
  /** The lead story first. */
  readonly entries: readonly EditionEntry[]
  /** Absolute address of the edition's page; short enough for an SMS is the operator's matter. */
  readonly url: string
  /** The name in 【】 before an SMS, and the sender's name of an e-mail. */
  readonly sender: string
}
