/** The articles' half of the channel, as the account's half asks for it. */
import type { ArticleMaker } from '../contract'
import type { DraftLimits } from '../far-side'
import { lookOf } from './html/looks'
import { findingsOf, refuseBlocked } from './preflight'
import { placePictures, renderArticle } from './render'

export const articleMaker = (limits: DraftLimits): ArticleMaker => ({
  render(item, site, { look, defaultCover }) {
    const article = renderArticle(item, { site, look: lookOf(look), defaultCover, limits })
    refuseBlocked(findingsOf(item, article, limits))
    return article
  },
  placePictures,
})
