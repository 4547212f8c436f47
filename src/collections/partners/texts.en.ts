import type { Translated } from '@/i18n/texts'

import type { zh } from './texts.zh'

/** The words of TV partners in the admin, in English. */
export const en: Translated<typeof zh> = {
  labels: { one: 'TV partner', many: 'TV partners' },
  usage: { one: 'Usage', many: 'Usage' },
  help: 'Stations, IPTV and distance-education platforms that fetch TV columns: what each may take, with which keys, and what it took.',
  usageHelp: 'What partners fetched, summed up; kept by the system.',
  fields: {
    name: 'Name',
    contact: 'Contact',
    columns: 'Columns it may take',
    kinds: 'Files it may take',
    original: 'May take the original',
    minHeight: 'Least height of the picture',
    maxHeight: 'Greatest height of the picture',
    country: 'Where it broadcasts',
    from: 'Agreement begins',
    until: 'Agreement ends',
    days: 'Days after publication',
  },
  fieldHelp: {
    kinds: 'The forms made from each original. Posters and captions may always be taken.',
    original: 'The file as uploaded; the heights do not bind it.',
    height: 'Pixels; binds single video files only, an HLS ladder is taken as a whole.',
    country:
      'Country code of two capital letters, such as CN. What may not be shown there is not offered.',
    days: 'Afterwards its files answer 410. Without it the rights of each programme decide.',
  },
  kinds: { video: 'Video files (MP4 …)', hls: 'HLS', audio: 'Audio files' },
  heights: 'The greatest height must not be below the least.',
  keys: {
    addresses:
      'Addresses, a minute after columns are saved (KEY stands for the key; or write - and give the key as Authorization: Bearer):',
    missing: 'There is no such partner.',
    invalid: 'The request is incomplete.',
  },
  report: {
    title: 'What it fetched',
    none: 'Nothing was fetched yet. The log is summed up each minute.',
    gone: 'Still fetches what was withdrawn',
    allClear: 'It fetches nothing that was withdrawn, and has read its feed since each withdrawal.',
    goneRow: '{title}: withdrawn {at}; fetched {count} times since, first {first}, last {last}',
    told: 'told ({at})',
    markTold: 'Mark as told',
    marked: 'Marked as told',
    uninformed: 'Has not read its feed since a withdrawal, so may not know',
    uninformedRow: '{title}: withdrawn {at}; feed last read {polled}',
    days: 'By day',
    files: 'By file',
    newest: 'The newest {count}',
    day: 'Day',
    time: 'Time',
    path: 'Address',
    status: 'Status',
    fetches: 'Fetches',
    bytes: 'Bytes',
    last: 'Last',
    agent: 'Program',
    csv: 'Export all (CSV)',
    unknownTitle: '(a deleted video)',
  },
}
