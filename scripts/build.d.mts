/** Types of build.mjs, for the tests that need the built server. */
export function buildServer(force?: boolean): Promise<void>
export function buildAdmin(force?: boolean): Promise<void>
