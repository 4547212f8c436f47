/** The website as others see it: the channel, and what draws the page of a search. */
export { website } from './channel'
export { lastLook } from './fixtures'
export type { Look } from './html'
export { NOT_FOUND_PATH, QR_PATH } from './pages/addresses'
export { renderQr } from './pages/qr'
export { renderSearch } from './pages/search'
export { readTopics } from './topics'
export { SUBJECT_KINDS, type Fragments, type SearchView } from './views'
