/** The website: a page per document, lists, sitemap. Publishing twice is harmless: same bytes, same ETag. */
import { z } from 'zod'

import {
  asDeliveryError,
  defineChannel,
  DeliveryError,
  itemPath,
  type ChannelContext,
  type Item,
  type Outcome,
  type Revision,
  type Shipment,
} from '@/core'

import { timeElement, word, escape, type Look } from './html'
import { renderItemPage } from './item-page'
import {
  frontPage,
  monthPages,
  monthPath,
  robots,
  sitemapIndex,
  sitemapOfMonth,
  sitemapPath,
} from './list-pages'
import { entryOf, Lists, LISTS, listsOf, monthsNamed, RebuiltLists } from './lists'
import { renderPage } from './page'
import { STYLE, STYLE_PATH } from './style'
import { zh } from './texts.zh'
import { forgetDocuments, publishFiles, withdrawFiles } from './uploads'

const settingsSchema = z.strictObject({ showEnglish: z.boolean().default(true) })
export type WebsiteSettings = z.infer<typeof settingsSchema>

type Context = ChannelContext<WebsiteSettings>

export const website = defineChannel<WebsiteSettings>({
  id: 'website',
  label: { zh: '网站', en: 'Website' },
  guarantee: {
    maxAttempts: 20,
    leaseMs: 60_000,
    backoffMs: (attempt) => Math.min(1000 * 2 ** attempt, 300_000),
    onUnknown: 'repeat',
    withdrawal: 'removes',
  },
  lane: { exclusive: true, batch: 100 },

  settings(raw) {
    const parsed = settingsSchema.safeParse(raw)
    if (parsed.success) return parsed.data
    throw new DeliveryError('SETTINGS_INVALID', z.prettifyError(parsed.error))
  },

  selects: ({ channels }) =>
    channels.length === 0 || channels.includes('website') ? ['public'] : [],

  async deliver(shipments, context) {
    const look = lookOf(context)
    const lists = new Lists(context.shelf, context.site.timeZone)
    const outcomes: Outcome[] = []
    for (const shipment of shipments) {
      try {
        outcomes.push({ ok: true, receipt: await deliverOne(shipment, lists, look, context) })
      } catch (error) {
        outcomes.push({ ok: false, error: asDeliveryError(error) })
      }
    }
    await lists.save()
    await drawLists(lists, look, context)
    return outcomes
  },

  async rebuild(context, progress) {
    const look = lookOf(context)
    const before = await context.shelf.list('lists/')
    const lists = new Lists(context.shelf, context.site.timeZone)
    const current = new Set<string>()
    let artefacts = 0
    const rebuilt = new RebuiltLists(context.shelf, context.site.timeZone)
    for await (const { item, document } of context.library.current()) {
      context.signal.throwIfAborted()
      await publishItem(item, look, context)
      await rebuilt.add(item)
      current.add(document)
      artefacts += 1
      if (current.size % 100 === 0) progress(current.size)
    }
    await rebuilt.finish(before)
    for (const revision of await withdrawnRevisions(context, current))
      await withdraw(revision, [], look, context)
    await forgetDocuments(context, current, {
      at: context.now().toISOString(),
      notice: zh.goneNotice,
    })
    for (const list of LISTS) {
      lists.touched.set(
        list,
        new Set([...(await lists.months(list)), ...monthsNamed(before, list)]),
      )
    }
    artefacts += await drawLists(lists, look, context)
    progress(current.size)
    return { documents: current.size, artefacts }
  },
})

const lookOf = ({ site, settings }: Context): Look => ({ site, showEnglish: settings.showEnglish })

async function deliverOne(
  shipment: Shipment,
  lists: Lists,
  look: Look,
  context: Context,
): Promise<string> {
  const { action, revision, earlier } = shipment
  const { item } = revision
  // Rendered before anything is touched: a document that can't be shown leaves everything as it was.
  const page = action === 'withdraw' ? undefined : renderOrRefuse(item, look)
  for (const old of action === 'withdraw' ? [...earlier, item] : earlier) {
    for (const list of listsOf(old)) await lists.remove(list, old)
  }
  if (!page) return withdraw(revision, earlier, look, context)
  const etag = await publishItem(item, look, context, page)
  await withdrawFiles(context, earlier, item, { at: revision.at, notice: zh.goneNotice })
  for (const old of earlier) {
    if (old.slug !== item.slug) await context.artefacts.move(itemPath(old), itemPath(item))
  }
  for (const list of listsOf(item)) await lists.add(list, entryOf(item))
  return `page ${etag}`
}

function renderOrRefuse(item: Item, look: Look): ReturnType<typeof renderItemPage> {
  try {
    return renderItemPage(item, look)
  } catch (error) {
    throw new DeliveryError('RENDERING_FAILED', `${item.type}/${item.slug}: ${String(error)}`, {
      cause: error,
    })
  }
}

async function publishItem(
  item: Item,
  look: Look,
  context: Context,
  page = renderOrRefuse(item, look),
): Promise<string> {
  await publishFiles(context, item)
  const { etag } = await context.artefacts.publish(page)
  for (const slug of item.formerSlugs) {
    await context.artefacts.move(itemPath({ ...item, slug }), itemPath(item))
  }
  return etag
}

/** The last revision of each document that was published here and is not any more. */
async function withdrawnRevisions(
  { library }: Context,
  current: ReadonlySet<string>,
): Promise<Revision[]> {
  const last = new Map<string, Revision>()
  for await (const { revision } of library.history()) {
    if (current.has(revision.document)) continue
    const known = last.get(revision.document)
    if (!known || known.number < revision.number) last.set(revision.document, revision)
  }
  return [...last.values()].filter(({ action }) => action === 'withdraw')
}

/** Every address the document had answers 410 with the notice. */
async function withdraw(
  { item, at, reason }: Revision,
  earlier: readonly Item[],
  look: Look,
  context: Context,
): Promise<string> {
  const notice = reason ?? zh.goneNotice
  const main = [
    `<h1>${word(look, 'gone')}</h1>`,
    `<p>${word(look, 'goneNotice')}</p>`,
    reason ? `<p>${word(look, 'reason')}：${escape(reason)}</p>` : '',
    `<p>${word(look, 'withdrawnAt')}：${timeElement(at, look)}</p>`,
  ].join('\n')
  const slugs = new Set([item, ...earlier].flatMap((each) => [each.slug, ...each.formerSlugs]))
  for (const slug of slugs) {
    const path = itemPath({ ...item, slug })
    const page = renderPage(
      { path, title: zh.gone, description: zh.goneNotice, type: 'website', main, hidden: true },
      look,
    )
    await context.artefacts.gone({ path, at, notice, page: new TextDecoder().decode(page) })
  }
  await withdrawFiles(context, [...earlier, item], undefined, { at, notice })
  return `gone ${itemPath(item)}`
}

/** Draws the pages of every list that was touched. Answers how many artefacts there are. */
async function drawLists(lists: Lists, look: Look, { artefacts }: Context): Promise<number> {
  let drawn = 0
  const publish = async (artefact: Parameters<typeof artefacts.publish>[0]): Promise<void> => {
    await artefacts.publish(artefact)
    drawn += 1
  }
  await publish({
    path: STYLE_PATH,
    mediaType: 'text/css; charset=utf-8',
    lastModified: '1970-01-01T00:00:00.000Z',
    cacheControl: 'public, max-age=31536000, immutable',
    body: STYLE,
  })
  for (const list of LISTS) {
    const months = lists.touched.get(list)
    // Every list has its page from the start, so that no link of the header leads nowhere.
    if (!months && (await artefacts.lookup(list === 'all' ? '/' : `/${list}/`))) continue
    await publish(await frontPage(list, lists, look))
    for (const month of months ?? []) {
      const entries = await lists.month(list, month)
      if (list === 'all') {
        if (entries.length > 0) await publish(sitemapOfMonth(month, entries, look))
        else await artefacts.remove(sitemapPath(month))
        continue
      }
      const pages = monthPages(list, month, entries, look)
      for (const page of pages) await publish(page)
      // A withdrawal may have left one part fewer, never more than one per document taken out.
      for (
        let part = pages.length + 1;
        await artefacts.lookup(monthPath(list, month, part));
        part += 1
      ) {
        await artefacts.remove(monthPath(list, month, part))
      }
    }
    if (list === 'all') {
      await publish(sitemapIndex(await lists.months('all'), look))
      await publish(robots(look))
    }
  }
  return drawn
}
