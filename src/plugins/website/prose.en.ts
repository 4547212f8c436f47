/** Longer texts about the site, English; section by section as prose.zh.ts. */
import type { Prose } from './prose'

export const proseEn: Prose = {
  about: ({ title, publisher }) => [
    {
      paragraphs: [
        `${title} is edited and published by ${publisher}. There are articles, videos, policy explainers, lessons and courses, listed by theme, audience and month.`,
      ],
    },
    {
      heading: 'How texts are checked',
      paragraphs: [
        'Everything shows when it was published and, where they are recorded, its source, responsible editor, proofreader and reviewer. A correction is dated and explained below the text.',
      ],
    },
    {
      heading: 'How texts are withdrawn',
      paragraphs: [
        'What is withdrawn is no longer offered: its address shows a notice with the date, and it leaves lists, search and feeds.',
      ],
    },
    {
      heading: 'How to subscribe',
      paragraphs: [
        'The whole site, every section and every theme have feeds in RSS, Atom and JSON Feed: see [feeds](/feeds/).',
      ],
    },
    {
      heading: 'Privacy',
      paragraphs: [
        'Reading needs no login, and pages hold no statistics, advertisements or fonts of other sites. Course progress and pages read are kept in your own browser only and never sent to us; clearing the browser’s data deletes them.',
      ],
    },
  ],
  accessibility: [
    {
      paragraphs: [
        'This site is designed after level AA of the Web Content Accessibility Guidelines (WCAG) 2.2. That is our aim and the result of our own checks; nobody else has certified it.',
      ],
    },
    {
      heading: 'What you can do',
      items: [
        'Everything works by keyboard alone; each page begins with a link to its text.',
        'Pages have headings, landmarks and descriptions of pictures for screen readers.',
        'With text at 200 % or on an upright phone nothing needs sideways scrolling; wide tables scroll by themselves.',
        'Colours follow the light or dark setting of your device, forced colours and reduced motion.',
        'Without scripts you can read everything, search, and see the answers of a quiz.',
        'Videos that have captions can show them; transcripts stand below the video.',
        'Every page can be printed.',
      ],
    },
    {
      heading: 'What is known to be missing',
      items: [
        'Attachments come from their sources and may not suit screen readers.',
        'Videos have no sign language or audio description, and not all have captions and a transcript.',
      ],
    },
    {
      heading: 'Tell us',
      paragraphs: [
        'If something gives you trouble, or you need it in another form, write to the editors: see [contact](/contact).',
      ],
    },
  ],
}
