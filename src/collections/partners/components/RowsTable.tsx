/** A plain table of a report. */
export const RowsTable = ({
  caption,
  head,
  rows,
}: {
  readonly caption: string
  readonly head: readonly string[]
  readonly rows: readonly (readonly (string | number)[])[]
}): React.JSX.Element => (
  <table>
    <caption>{caption}</caption>
    <thead>
      <tr>
        {head.map((name) => (
          <th key={name} scope="col">
            {name}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {rows.map((row, index) => (
        <tr key={`${String(index)} ${String(row[0])}`}>
          {row.map((cell, column) => (
            <td key={head[column]}>{cell}</td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
)
