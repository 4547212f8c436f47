'use client'

import { PostButton } from '../../components/PostButton'

/** Asks for a conversion to be given up, or to be made again. */
export const ConversionButton = ({
  action,
  id,
  label,
}: {
  readonly action: 'cancel' | 'retry'
  readonly id: string
  readonly label: string
}): React.JSX.Element => (
  <PostButton body={{ action }} label={label} path={`/video-files/${id}/conversion`} />
)
