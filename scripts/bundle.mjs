// How esbuild makes programs of the sources: the one home of its settings.
import { build } from 'esbuild'

/**
 * Bundles what is ours for Node; packages stay in node_modules. `entryPoints` and `outdir` are esbuild's, `more` what one
 * caller wants besides.
 */
export const bundle = (entryPoints, outdir, more = {}) =>
  build({
    entryPoints,
    outdir,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    jsx: 'automatic',
    logLevel: 'warning',
    alias: { '@': './src', '@payload-config': './payload.config.ts' },
    outExtension: { '.js': '.mjs' },
    ...more,
  })
