/** The articles' half of the channel, as the account's half asks for it. */
import type { ArticleMaker } from '../contract'
import { lookOf } from './html/looks'
import { findingsOf, refuseBlocked } from './preflight'
import { placePictures, renderArticle } from './render'

export const articleMaker: ArticleMaker = {
  render(item, site, { look, defaultCover }) {
    const article = renderArticle(item, { site, look: lookOf(look), defaultCover })
    refuseBlocked(findingsOf(item, article))
    return article
  },
  placePictures,
}
