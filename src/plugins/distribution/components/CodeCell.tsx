import type { DefaultServerCellComponentProps } from 'payload'

/** A row's error code, and nothing on the many rows that have none; the sentence is on the row's page. */
export function CodeCell({ cellData }: DefaultServerCellComponentProps): React.JSX.Element | null {
  return typeof cellData === 'string' ? <code>{cellData}</code> : null
}
