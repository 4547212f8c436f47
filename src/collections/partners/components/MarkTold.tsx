import { PostButton } from '../../components/PostButton'

/** Notes that a partner was told of a withdrawal. */
export const MarkTold = ({
  id,
  video,
  label,
}: {
  readonly id: string
  readonly video: string
  readonly label: string
}): React.JSX.Element => (
  <PostButton body={{ video }} label={label} path={`/tv-partners/${id}/told`} />
)
