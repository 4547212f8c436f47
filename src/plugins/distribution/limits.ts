/** The longest reason, correction or note a person may write, in characters; readers see it in one paragraph. */
export const NOTE_LIMIT = 1000
