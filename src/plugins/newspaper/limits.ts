/** Every limit of the newspaper's four forms. Proof, approval and delivery read the same ones. */

/** Gmail clips above some 102 KB, the unsubscribe link with it. Bytes of the HTML as it travels, in base64. */
export const EMAIL_HTML_BYTES = 90 * 1024

/** Characters of a line in base64, and the line break after it (RFC 2045, 6.8). */
export const BASE64_LINE = 76
export const BASE64_LINE_BREAK = 2

/** Width of the e-mail's column on a desk, in pixels. */
export const EMAIL_WIDTH = 640

/** UCS-2 units (3GPP TS 23.038, 23.040): alone, and in each part of a joined message. */
export const SMS_SINGLE_UNITS = 70
export const SMS_PART_UNITS = 67

/** Parts of one edition by SMS; operators bill each. */
export const SMS_PARTS = 4

/** Bytes of one kilobyte in an MMS profile. */
export const KILOBYTE = 1024

/** Allowed for the headers of the message and of each of its parts. */
export const MMS_MESSAGE_HEADERS = 512
export const MMS_PART_HEADERS = 160

/** How long a page of an MMS stands, in milliseconds. */
export const MMS_PAGE_MS = 5000

/** Characters of an MMS subject. */
export const MMS_SUBJECT = 40

/** Pixels across of a picture in an MMS, by profile. */
export const MMS_PICTURE_WIDTH = { 50: 240, 100: 320, 300: 640 } as const

/** Of the profile's bytes, what all pictures together aim at; the rest is for words and headers. */
export const MMS_PICTURE_SHARE = 0.75
