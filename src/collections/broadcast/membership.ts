/** Which columns a video is an episode of. */

type List = readonly string[] | null | undefined

interface Video {
  readonly column?: string | null | undefined
  readonly themes?: List
  readonly audiences?: List
  readonly keywords?: List
}

interface Column {
  readonly id: string
  readonly rule?:
    | { readonly themes?: List; readonly audiences?: List; readonly keywords?: List }
    | null
    | undefined
}

export const RULE_PARTS = ['themes', 'audiences', 'keywords'] as const

/** The column chosen by hand first, then those whose rule the video meets, in the order given. Relations are ids. */
export function columnsOf<One extends Column>(video: Video, columns: readonly One[]): One[] {
  const chosen = columns.filter(({ id }) => id === video.column)
  return [
    ...chosen,
    ...columns.filter((column) => !chosen.includes(column) && meets(video, column)),
  ]
}

/** All parts of a rule that are filled in must hold; of each one value is enough. A rule without parts takes nothing. */
function meets(video: Video, { rule }: Column): boolean {
  const parts = RULE_PARTS.filter((part) => (rule?.[part] ?? []).length > 0)
  return (
    parts.length > 0 &&
    parts.every((part) => (rule?.[part] ?? []).some((value) => video[part]?.includes(value)))
  )
}
