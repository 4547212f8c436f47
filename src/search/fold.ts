/**
 * Letters and digits made comparable: lower case, full-width Latin as plain Latin. Keeps every character's place, so
 * that what was found in the folded text can be marked in the original.
 */
export function fold(text: string): string {
  const narrow = text.replace(/[０-９Ａ-Ｚａ-ｚ]/g, (wide) =>
    String.fromCharCode(wide.charCodeAt(0) - 0xfee0),
  )
  const lower = narrow.toLowerCase()
  if (lower.length === narrow.length) return lower
  // A few letters grow, such as İ; they stay as they are.
  return Array.from(narrow, (each) =>
    each.toLowerCase().length === each.length ? each.toLowerCase() : each,
  ).join('')
}
