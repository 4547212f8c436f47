'use client'

import type { Fix } from '../week'
import { PostButton } from '../../components/PostButton'

/** Does what a finding of the week offers. */
export const FixButton = ({
  fix,
  label,
}: {
  readonly fix: Fix
  readonly label: string
}): React.JSX.Element => <PostButton body={fix} label={label} path="/columns/schedule" />
