/** What the clock asks for between deliveries: the home page shows what television does next. */
import { drawLists, lookOf, type Standing } from './deliver'
import { drawHome } from './draw'
import { areStale, lastLook } from './fixtures'
import { Lists } from './lists'
import { readTopics } from './topics'

/**
 * Draws the home page for this hour; whoever calls it holds the channel's lane. Doing it again changes nothing. Before the
 * first delivery there is nothing to draw.
 */
export async function refreshHome(standing: Standing): Promise<void> {
  const { shelf, artefacts, site, now } = standing
  if ((await lastLook(shelf)) === undefined) return
  const look = lookOf(standing)
  const lists = new Lists(shelf, site.timeZone)
  // Of another version or look: the home page alone would lead to a stylesheet that is not there.
  if (await areStale(shelf, look)) await drawLists(lists, standing)
  else await drawHome(await readTopics(shelf), lists, { look, artefacts, now: now() })
}
