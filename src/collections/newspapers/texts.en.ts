/** The words of the mobile newspaper in the admin, in English. */
import type { Translated } from '@/i18n/texts'

import type { zh } from './texts.zh'

export const en: Translated<typeof zh> = {
  newspapers: {
    one: 'Newspaper',
    many: 'Newspapers',
    help: 'What each mobile newspaper chooses, how much, when it is compiled and for whom. When its time comes, a draft is compiled from what was published since the last edition.',
  },
  editions: {
    one: 'Edition',
    many: 'Editions',
    help: 'Drafts compiled by themselves; editors drag entries, rewrite headlines and one-line summaries and add a greeting. The first entry is the lead. Publishing signs it off: it is sent to subscribers, and its page and feeds are public. A correction changes page and feeds and is not sent again; a withdrawal stops what has not been sent yet.',
  },
  holidays: {
    one: 'Holiday',
    many: 'Holiday calendar',
    help: 'Days off and make-up working days, for newspapers that are compiled on working days only. Other days follow Monday to Friday. Fill them in here when the year’s holidays are announced: otherwise editions are compiled on holidays too, and not on make-up days.',
  },
  fields: {
    title: 'Name',
    editionTitle: 'Title',
    newspaper: 'Newspaper',
    language: 'Language',
    sender: 'Sender’s signature',
    rules: 'Rules',
    types: 'Content types',
    themes: 'Themes',
    audiences: 'Audiences',
    count: 'At most so many entries',
    order: 'Order',
    lead: 'Lead story',
    active: 'Compile on schedule',
    schedule: 'Compiled at (cron)',
    workingDaysOnly: 'Working days only',
    staleHours: 'Stale after (hours)',
    segments: 'Sent to',
    segment: 'Group of subscribers',
    regions: 'Region codes',
    languages: 'Languages',
    forms: 'Forms',
    profiles: 'MMS size (KB)',
    from: 'From',
    until: 'Until',
    kind: 'Kind',
    name: 'Name',
    dueAt: 'Time of issue',
    address: 'Address of the page',
    greeting: 'Greeting',
    entries: 'Entries',
    entry: 'Entry',
    document: 'Document',
    headline: 'Headline',
    summary: 'One-line summary',
  },
  help: {
    sender: 'The name in brackets that begins an SMS, and the sender’s name of e-mails.',
    types:
      'None: every type. The same for themes and audiences. A document that names its channels has to name the newspaper.',
    count: 'Of more, the newest are kept.',
    schedule:
      'A cron expression of five fields in the site’s time zone: 30 7 * * * is 7:30 every day, 30 7 * * 1 every Monday at 7:30.',
    staleHours:
      'An edition not compiled or not finished after that long is not compiled, and not resumed, by itself.',
    segments:
      'A subscriber in any of these groups gets one copy; without groups every subscriber does. Within a group every condition has to hold; an empty one asks nothing.',
    regions:
      'Administrative division codes (GB/T 2260) or their beginning: 54 is the whole region.',
    until: 'Empty: one day.',
    address: 'Below /newspaper/; given at the first publication, permanent.',
    entries: 'Drag the handles on the left to order them. The first entry is the lead.',
  },
  orders: { newest: 'Newest first', oldest: 'Oldest first' },
  leads: { first: 'The first in order', 'with-picture': 'The first with a picture' },
  forms: { email: 'E-mail', mms: 'MMS', sms: 'SMS' },
  kinds: { off: 'Day off', working: 'Make-up working day' },
  errors: {
    schedule: '"{value}" is not a cron expression of five fields such as 30 7 * * *.',
    region: '"{value}" is not a region code: two to six digits.',
    sender: '"{value}" must not have heavy brackets or line breaks.',
    languageTag: '"{value}" is not a language tag such as zh-CN.',
  },
  compile: {
    now: 'Compile now',
    made: 'A draft was compiled: {title}, {count} entries.',
    exists: 'There is an edition of this minute already: {title}.',
    empty: 'Nothing that fits the rules was published since {since}; nothing was compiled.',
    missing: 'There is no such newspaper.',
    unsaved: 'Save it, then an edition can be compiled at once.',
    help: 'Compiles a draft from what was published since the last edition, without waiting for the time and whether or not it is a working day.',
  },
}
