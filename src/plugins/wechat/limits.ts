/**
 * Every number of the far side, in one place. Version 2026-11: read from the API's pages then; several changed within a
 * year, so they are data. Lengths as the pages count them (字); bytes are bytes.
 */

/** Of one article in a draft (draftbox/draftmanage/api_draft_add). */
export const DRAFT = {
  /** The API's page says 32; the console takes 64. */
  title: 32,
  author: 16,
  digest: 128,
  /** Characters, fewer than. */
  content: 20_000,
  /** Bytes, fewer than. */
  contentBytes: 1_048_576,
  sourceUrlBytes: 1024,
  articles: 8,
} as const

/** Of uploads (material/permanent/api_uploadimage, api_addmaterial). */
export const PICTURES = {
  /** In the text: JPEG and PNG only, fewer bytes than. */
  inText: { bytes: 1_048_576, mediaTypes: ['image/jpeg', 'image/png'] },
  /** Permanent material, for covers. */
  material: { bytes: 10 * 1_048_576, mediaTypes: ['image/jpeg', 'image/png'] },
  /** The widest column a phone shows, pixels. */
  column: 677,
  /** Pixels a picture in the text may be wide: phones show two for each of about 540 the column has. */
  width: 1080,
  /** A cover as WeChat's own editor keeps it, pixels wide. */
  coverWidth: 1280,
  /** Width by height of a cover's crops. */
  crops: { wide: 2.35, square: 1 },
  /** Characters of a hosted picture's address, at most: what the content grows by before it is sent. */
  hostedAddress: 160,
} as const

/** When the outcome of a hand-over is asked for, minutes after it: status calls are scarce, the callback comes first. */
export const CHECKS_AFTER_MINUTES = [1, 5, 20, 60] as const

/** `clientmsgid` of a mass send: at most so many bytes, remembered so long. */
export const CLIENT_MESSAGE_ID = { bytes: 64, hours: 24 } as const

/** A callback older or newer than this is a replay. */
export const CALLBACK_WINDOW_SECONDS = 300
