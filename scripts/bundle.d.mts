/** Types of bundle.mjs, for tests that start programs of their own. */
export function bundle(
  entryPoints: readonly string[],
  outdir: string,
  more?: Readonly<Record<string, unknown>>,
): Promise<unknown>
