/** RFC 4180, with the mark by which Excel knows UTF-8. */
export const csvText = (rows: readonly (readonly (string | number)[])[]): string =>
  `\uFEFF${rows.map(csvRow).join('')}`

/** One row with its end. */
export const csvRow = (row: readonly (string | number)[]): string =>
  `${row.map(csvCell).join(',')}\r\n`

function csvCell(cell: string | number): string {
  if (typeof cell === 'number') return String(cell)
  // Spreadsheets take such a beginning for a formula; a title must not run as one.
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
