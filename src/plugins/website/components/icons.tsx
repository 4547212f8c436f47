/** @jsxImportSource preact */
/** Drawn here, so that no icon is fetched. They adorn words; screen readers skip them. */

const Icon = ({ path }: { readonly path: string }) => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d={path} />
  </svg>
)

export const SearchIcon = () => <Icon path="M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16.2 16.2 21 21" />
export const PlayIcon = () => <Icon path="M8 5v14l11-7z" />
export const FeedIcon = () => <Icon path="M5 5a14 14 0 0 1 14 14M5 11a8 8 0 0 1 8 8M6 18h.01" />
