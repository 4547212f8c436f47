/**
 * An Item is what a channel sees of a document: a finished, self-contained snapshot of everything that was published.
 * It is plain data (JSON in, JSON out), knows nothing of the CMS, and never changes: a new text is a new revision.
 */

import type { Segment } from './mailing'

export const CONTENT_TYPES = ['articles', 'videos', 'explainers', 'lessons', 'courses'] as const
export type ContentType = (typeof CONTENT_TYPES)[number]

export const isContentType = (value: unknown): value is ContentType =>
  (CONTENT_TYPES as readonly unknown[]).includes(value)

/** Everything that is published by a revision: content, and the newspapers' editions, which only some channels carry. */
export const DOCUMENT_TYPES = [...CONTENT_TYPES, 'editions'] as const
export type DocumentType = (typeof DOCUMENT_TYPES)[number]

export const isDocumentType = (value: unknown): value is DocumentType =>
  (DOCUMENT_TYPES as readonly unknown[]).includes(value)

/** A theme, audience or course an item belongs to. `slug` is its permanent public name. */
export interface Term {
  readonly slug: string
  readonly label: string
}

/** One file that belongs to an item. `url` is root-relative (`/media/…`), `bytes` its exact length. */
export interface MediaFile {
  readonly url: string
  readonly mediaType: string
  readonly bytes: number
  readonly title?: string
  /** BCP 47 language, for captions. */
  readonly language?: string
}

/** One of the sizes `sharp` made of a picture. */
export interface PictureSize {
  readonly url: string
  readonly mediaType: string
  readonly bytes: number
  readonly width: number
  readonly height: number
}

/** Formats that make pictures smaller than JPEG and PNG do; a browser takes the first it knows. */
export const SMALLER_FORMATS = ['image/avif', 'image/webp'] as const

export interface Picture extends MediaFile {
  readonly alt: string
  readonly width: number
  readonly height: number
  /** Who made it and under which licence, as shown to readers. */
  readonly credit?: string
  /** What must stay in view when the picture is cropped, per cent from the left and the top. Default: the middle. */
  readonly focal?: { readonly x: number; readonly y: number }
  readonly sizes: readonly PictureSize[]
}

/** The credits line: 来源、责任编辑、校对、审核. */
export interface Credits {
  /** The desk or person who wrote it (署名). */
  readonly author: string
  readonly source?: { readonly name: string; readonly url?: string; readonly date?: string }
  readonly responsibleEditor?: string
  readonly proofreader?: string
  readonly reviewer?: string
}

export interface Correction {
  /** ISO 8601, UTC. */
  readonly at: string
  readonly note: string
}

export interface QuestionAnswer {
  readonly question: string
  /** Sanitised HTML. */
  readonly answerHtml: string
  /** The clause of the document explained, e.g. 第二部分第（三）条. */
  readonly clause?: string
  readonly clauseText?: string
}

export interface QuizQuestion {
  readonly question: string
  readonly options: readonly { readonly key: string; readonly text: string }[]
  /** Keys of the right options; more than one makes it a multiple-choice question. */
  readonly answer: readonly string[]
  readonly explanation?: string
}

export interface LessonReference extends Term {
  readonly id: string
  readonly required: boolean
}

/** A column (栏目) a video is an episode of. `slug` is the column's permanent public name. */
export interface ColumnEpisode extends Term {
  /** Counts from 1. */
  readonly episode?: number
}

/** One broadcast of a video. */
export interface Airing {
  /** ISO 8601, UTC. */
  readonly at: string
  /** Shown before. Default false. */
  readonly repeat?: true
}

/** Where a video may be shown. Countries by ISO 3166-1 alpha-2, upper case. */
export interface RightsRegion {
  readonly relationship: 'allow' | 'deny'
  readonly countries: readonly string[]
}

/** Another form of a video's file, made from the original. */
export interface Rendition extends MediaFile {
  readonly width?: number
  readonly height?: number
  /** Bits per second. */
  readonly bitrate?: number
  /** Frames per second. */
  readonly frameRate?: number
  /** Audio channels; 2 is stereo. */
  readonly audioChannels?: number
  /** Samples per second. */
  readonly sampleRate?: number
  /** SHA-256, hex. */
  readonly sha256?: string
  /** MD5, hex: the strongest Media RSS has a name for besides SHA-1. */
  readonly md5?: string
  /** For a playlist, what it points to, by addresses relative to its own. */
  readonly parts?: readonly MediaFile[]
}

/** What only one content type has. */
export type Details =
  | { readonly type: 'articles' }
  | {
      readonly type: 'videos'
      readonly video: MediaFile
      /** Seconds. */
      readonly durationSeconds?: number
      readonly poster?: Picture
      readonly captions: readonly MediaFile[]
      readonly transcript?: string
      readonly rights?: { readonly from?: string; readonly until?: string }
      readonly region?: RightsRegion
      /** Absent: nobody said. */
      readonly rating?: 'adult' | 'nonadult'
      readonly keywords?: readonly string[]
      readonly chapters?: readonly { readonly seconds: number; readonly title: string }[]
      /** Who made it (制作单位). */
      readonly producer?: string
      /** 制作许可证号 and 备案号, as they are written. */
      readonly productionNumber?: string
      readonly approvalNumber?: string
      /** The one chosen by hand first, then those whose rule it meets, by slug. */
      readonly columns?: readonly ColumnEpisode[]
      /** Oldest first. */
      readonly airings?: readonly Airing[]
      readonly renditions?: readonly Rendition[]
      /** What was measured of the original file. */
      readonly measured?: Omit<Rendition, keyof MediaFile | 'parts'>
      /** What keeps it from broadcast, in sentences; empty lists are left out. */
      readonly blocked?: readonly string[]
    }
  | {
      readonly type: 'explainers'
      readonly questions: readonly QuestionAnswer[]
      readonly documentNumber?: string
      readonly issuer?: string
      readonly effectiveFrom?: string
      readonly effectiveUntil?: string
      readonly plainSummary?: string
      readonly explainingPicture?: Picture
    }
  | {
      readonly type: 'lessons'
      readonly objectives: readonly string[]
      readonly creditHours?: number
      readonly durationMinutes?: number
      readonly teacher?: string
      readonly quiz: readonly QuizQuestion[]
    }
  | {
      readonly type: 'courses'
      readonly lessons: readonly LessonReference[]
      readonly creditHours?: number
      readonly lessonsRequired?: number
      readonly quizPassMark?: number
    }
  | EditionDetails

/** One line of an edition: the document as the editor put it into words for this edition. */
export interface EditionLine {
  readonly document: DocumentKey
  readonly type: ContentType
  readonly headline: string
  /** One line; empty where there is none. */
  readonly summary: string
  /** Root-relative address of the document's page. */
  readonly path: string
  /** Source and author as they are credited, on one line. */
  readonly credits: string
  readonly picture?: Picture
}

export interface EditionDetails {
  readonly type: 'editions'
  /** `slug` is the newspaper's permanent public name. */
  readonly newspaper: Term
  /** `2014-07-02` */
  readonly day: string
  readonly greeting: string
  /** The lead story first. */
  readonly entries: readonly EditionLine[]
  /** How it is sent; not part of the content hash, since nothing readers see hangs on it. */
  readonly mailing: {
    readonly sender: string
    readonly segments: readonly Segment[]
    /** After so many hours it is not sent by itself any more. */
    readonly staleHours: number
  }
}

export interface Item {
  readonly type: DocumentType
  /** The document's permanent id. */
  readonly id: string
  readonly slug: string
  /** Slugs it had before; each leaves a redirect. */
  readonly formerSlugs: readonly string[]
  readonly title: string
  readonly summary: string
  /** BCP 47, e.g. `zh-CN`. */
  readonly language: string
  /** The body: sanitised HTML, URLs of our own files root-relative. Empty when there is no body. */
  readonly html: string
  /** ISO 8601, UTC: the official publication date. */
  readonly publishedAt: string
  /** ISO 8601, UTC: when this content last really changed. Not part of the content hash. */
  readonly updatedAt: string
  readonly themes: readonly Term[]
  readonly audiences: readonly Term[]
  /** Courses that list this lesson. */
  readonly courses: readonly Term[]
  /** Destinations the editors chose, by channel kind (`website`, `tv`, …); empty means every channel. */
  readonly channels: readonly string[]
  readonly credits: Credits
  readonly cover?: Picture
  readonly attachments: readonly MediaFile[]
  /** Every file of ours that the item shows or offers, body pictures and their sizes included. */
  readonly files: readonly MediaFile[]
  readonly related: readonly Term[]
  readonly corrections: readonly Correction[]
  readonly details: Details
}

/** `articles/0f9c…`: names a document across collections. */
export type DocumentKey = `${DocumentType}/${string}`
export const documentKey = (item: Pick<Item, 'type' | 'id'>): DocumentKey =>
  `${item.type}/${item.id}`

/** The public address of an item's page, root-relative. Of an edition `slug` is `NEWSPAPER/2014-07-02`. */
export const itemPath = (item: Pick<Item, 'type' | 'slug'>): string =>
  `/${item.type === 'editions' ? 'newspaper' : item.type}/${item.slug}`
