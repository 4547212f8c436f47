/** The rich text editors: the full one for bodies and answers, a small one for text inside blocks. */
import {
  BlockquoteFeature,
  BlocksFeature,
  BoldFeature,
  EXPERIMENTAL_TableFeature,
  FixedToolbarFeature,
  HeadingFeature,
  HorizontalRuleFeature,
  IndentFeature,
  InlineToolbarFeature,
  ItalicFeature,
  lexicalEditor,
  LinkFeature,
  OrderedListFeature,
  ParagraphFeature,
  StrikethroughFeature,
  SubscriptFeature,
  SuperscriptFeature,
  UnderlineFeature,
  UnorderedListFeature,
  UploadFeature,
} from '@payloadcms/richtext-lexical'

import { CONTENT_TYPES } from '@/core'
import { texts as t } from '@/i18n/texts'

import { bodyBlocks, footnote } from './blocks'

const textFeatures = [
  ParagraphFeature(),
  BoldFeature(),
  ItalicFeature(),
  UnderlineFeature(),
  StrikethroughFeature(),
  SubscriptFeature(),
  SuperscriptFeature(),
  LinkFeature({ enabledCollections: [...CONTENT_TYPES] }),
  UnorderedListFeature(),
  OrderedListFeature(),
  // Lists are nested by indenting.
  IndentFeature(),
  InlineToolbarFeature(),
]

/** Paragraphs, marks, links and lists. */
export const smallEditor = lexicalEditor({ features: textFeatures })

/** Everything an editorial office uses. The title is the page's h1, so headings start at h2. */
export const bodyEditor = lexicalEditor({
  features: [
    ...textFeatures,
    HeadingFeature({ enabledHeadingSizes: ['h2', 'h3', 'h4'] }),
    BlockquoteFeature(),
    EXPERIMENTAL_TableFeature(),
    HorizontalRuleFeature(),
    UploadFeature({
      enabledCollections: ['media'],
      collections: {
        media: {
          fields: [
            { name: 'caption', type: 'text', label: t.fields.figureCaption },
            { name: 'credit', type: 'text', label: t.fields.figureCredit },
          ],
        },
      },
    }),
    BlocksFeature({ blocks: bodyBlocks(smallEditor), inlineBlocks: [footnote] }),
    FixedToolbarFeature(),
  ],
})
