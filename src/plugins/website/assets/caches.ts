/** The caches a reader's browser keeps for the website; named anew when what is in them is no longer understood. */
export const PAGES_CACHE = 'quanmei-pages-1'
export const FILES_CACHE = 'quanmei-files-1'
/** What pages need without a network; made when the worker is installed, never trimmed. */
export const SHELL_CACHE = 'quanmei-shell-1'
