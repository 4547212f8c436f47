/** Whether a request was refused because it led inside the house; told by its name, since the guard is another folder's. */
export function isForbiddenAddress(error: unknown): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if (at.name === 'ForbiddenAddressError') return true
  }
  return false
}
