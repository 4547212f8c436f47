/** The edition in each form a subscriber may have chosen, with its pictures: what an order carries. */
import {
  absoluteUrl,
  MMS_PROFILES,
  type Edition,
  type MailingForm,
  type MailingOrder,
  type MmsProfile,
  type Picture,
  type Site,
  type Uploads,
} from '@/core'

import { renderEmail } from './email'
import { EMAIL_WIDTH } from './limits'
import { renderMms } from './mms'
import { mmsJpeg } from './pictures'
import { renderSms } from './sms'

/** An edition's pictures, by the entry's document key. */
export interface EditionPictures {
  /** Absolute addresses, for e-mails. */
  readonly hosted: ReadonlyMap<string, string>
  /** JPEGs that fit a profile together. */
  jpegs(profile: MmsProfile): Promise<ReadonlyMap<string, Uint8Array>>
}

/** Throws RENDERING_FAILED where a picture's file is missing. */
export async function picturesOf(
  { entries }: Edition,
  uploads: Uploads,
  site: Pick<Site, 'publicUrl'>,
): Promise<EditionPictures> {
  const hosted = new Map<string, string>()
  const originals = new Map<string, Uint8Array>()
  for (const { document, picture } of entries) {
    if (!picture) continue
    hosted.set(document, absoluteUrl(site, emailUrl(picture)))
    originals.set(document, await uploads.read(picture.url))
  }
  return {
    hosted,
    async jpegs(profile) {
      const made = new Map<string, Uint8Array>()
      for (const [document, body] of originals) {
        made.set(document, await mmsJpeg(body, profile, originals.size))
      }
      return made
    },
  }
}

/** Mail programs know JPEG, PNG and GIF; the smallest that fills the column. */
function emailUrl({ url, mediaType, sizes }: Picture): string {
  const wide = sizes
    .filter((size) => size.mediaType === mediaType && size.width >= EMAIL_WIDTH)
    .sort((left, right) => left.width - right.width)
  return wide[0]?.url ?? url
}

/** Throws RENDERING_FAILED, with the limit and the actual size, where a form exceeds its budget. */
export async function messagesOf(
  edition: Edition,
  forms: readonly MailingForm[],
  pictures: EditionPictures,
): Promise<MailingOrder['messages']> {
  // The cheap ones first: what can't be sent is refused before any picture is made.
  const email = forms.includes('email') ? renderEmail(edition, pictures.hosted) : undefined
  const sms = forms.includes('sms') ? { text: renderSms(edition) } : undefined
  const mms = async (profile: MmsProfile) =>
    [profile, renderMms(edition, profile, await pictures.jpegs(profile))] as const
  const profiles = forms.includes('mms') ? await Promise.all(MMS_PROFILES.map(mms)) : []
  return {
    ...(email ? { email } : {}),
    ...(profiles.length > 0
      ? { mms: Object.fromEntries(profiles) as NonNullable<MailingOrder['messages']['mms']> }
      : {}),
    ...(sms ? { sms } : {}),
  }
}
