/** What the double refuses, by the documentation's limits and counts. */
import { DRAFT, PICTURES } from '../limits'
import { MASS_OF_SERVICE_ACCOUNT, QUOTAS, shanghaiDay } from '../quotas'
import { json, refuse, type Body } from './types'

/** The code a draft with these articles is refused with; 0 where it is taken. */
export function faultOf(articles: readonly Body[], titleLimit: number = DRAFT.title): number {
  if (articles.length === 0 || articles.length > DRAFT.articles) return 47001
  return articles.map((each) => faultOfArticle(each, titleLimit)).find((code) => code !== 0) ?? 0
}

function faultOfArticle(article: Body, titleLimit: number): number {
  const {
    title,
    author,
    digest,
    content,
    thumb_media_id: cover,
  } = article as Record<string, string>
  if (!title || title.length > titleLimit) return 45003
  if ((author ?? '').length > DRAFT.author) return 45008
  if ((digest ?? '').length > DRAFT.digest) return 45004
  if (!content) return 44003
  if (content.length >= DRAFT.content) return 45002
  return cover ? 0 : 40007
}

export function takePicture(path: string, file: unknown, id: () => string): Response {
  if (!(file instanceof File)) return refuse(41005)
  const limits = path === 'media/uploadimg' ? PICTURES.inText : PICTURES.material
  if (!(limits.mediaTypes as readonly string[]).includes(file.type)) return refuse(40005)
  if (file.size >= limits.bytes) return refuse(40009)
  const made = id()
  return path === 'media/uploadimg'
    ? json({ url: `https://mmbiz.qpic.cn/${made}` })
    : json({ media_id: made, url: `https://mmbiz.qpic.cn/${made}` })
}

/** Counts calls by Shanghai's day. */
export class Counts {
  private readonly spent = new Map<string, number>()

  constructor(
    private readonly now: () => number,
    private readonly isService = false,
  ) {}

  /** False where the quota is spent. */
  spend(name: keyof typeof QUOTAS): boolean {
    const quota = name === 'mass' && this.isService ? MASS_OF_SERVICE_ACCOUNT : QUOTAS[name]
    const day = `${name} ${shanghaiDay(new Date(this.now()))}`
    const spent = (this.spent.get(day) ?? 0) + 1
    if (spent > quota.day) return false
    this.spent.set(day, spent)
    return true
  }
}
