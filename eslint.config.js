// Every rule is an error. Layout is Prettier's; the import directions of docs/architecture.md are enforced here.
import tseslint from 'typescript-eslint'

/** Ours, under src/, that a folder may not reach except through `allowed`. */
const only = (...allowed) => ['@/*', ...allowed.map((path) => `!${path}`)]

const direction = (files, group, message, ignores = []) => ({
  files,
  ignores,
  rules: {
    'no-restricted-imports': 'off',
    '@typescript-eslint/no-restricted-imports': ['error', { patterns: [{ group, message }] }],
  },
})

const CMS = ['payload', 'payload/*', '@payloadcms/*', '@payload-config']

export default tseslint.config(
  {
    ignores: [
      'node_modules/',
      '.next/',
      'dist/',
      'data/',
      'media/',
      'samples/',
      'coverage/',
      'bench/rivals/',
      'next-env.d.ts',
      'src/app/**/importMap.*',
      'src/payload-types.ts',
      'src/migrations/*_*',
    ],
  },
  tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['eslint.config.js'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_' },
      ],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  // Plain JavaScript: no types to check.
  { files: ['**/*.{js,mjs}'], extends: [tseslint.configs.disableTypeChecked] },

  direction(
    ['src/core/**'],
    [...only(), '../*', ...CMS, 'express'],
    'core imports nothing else of ours, and no framework',
  ),
  direction(
    ['src/artefacts/**'],
    [...only('@/core'), '../*', ...CMS, 'express'],
    'artefacts may import core only',
  ),
  direction(
    ['src/search/**'],
    [...only('@/core'), '../*', ...CMS, 'express'],
    'search may import core only',
  ),
  direction(
    ['src/partner-log/**'],
    [...only('@/core'), '../*', ...CMS, 'express'],
    'partner-log knows files only: it may import core',
  ),
  direction(
    ['src/delivery/**'],
    [...only('@/core', '@/artefacts'), '../../*', ...CMS],
    'the delivery plane runs without the CMS: it may import core and artefacts only',
  ),
  direction(
    ['src/plugins/*/**'],
    [...only('@/core'), '../../*', ...CMS, 'express'],
    'a channel may import core and its own folder only; the world reaches it through ports',
    ['src/plugins/distribution/**'],
  ),
  direction(
    ['src/richtext/**'],
    [...only('@/core'), '../*', 'payload', 'express'],
    'richtext is pure: it may import core only',
  ),
  direction(
    ['src/video/**'],
    [...only('@/core'), '../../*', ...CMS, 'express'],
    'video knows files and ffmpeg only: it may import core',
  ),
  direction(
    ['src/mailing/**'],
    [
      ...only('@/core', '@/outbox'),
      '@/outbox/*',
      '!@/outbox/sqlite-database',
      '../../*',
      ...CMS,
      'express',
    ],
    'mailing may import core, and the outbox’s way of talking to a SQLite file',
  ),
  direction(
    ['src/syndication/**'],
    [
      ...only('@/core', '@/outbox'),
      '@/outbox/*',
      '!@/outbox/sqlite-database',
      '../*',
      ...CMS,
      'express',
    ],
    'syndication may import core, and the outbox’s way of talking to a SQLite file',
  ),
  direction(
    ['src/push/**'],
    [
      ...only('@/core', '@/outbox'),
      '@/outbox/*',
      '!@/outbox/sqlite-database',
      '../../*',
      ...CMS,
      'express',
    ],
    'push may import core, and the outbox’s way of talking to a SQLite file',
  ),
  direction(
    ['src/settings/**', 'src/i18n/**'],
    [...only(), '../*', ...CMS],
    'settings and texts import nothing else of ours',
  ),
  direction(
    ['src/outbox/**'],
    [...only('@/core'), '../*', 'express'],
    'outbox may import core and Payload only',
  ),
  direction(
    ['src/collections/**'],
    [...only('@/core', '@/i18n'), 'express'],
    'collections may import core, texts and Payload only',
  ),
)
