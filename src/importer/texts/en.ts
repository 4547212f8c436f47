/** The sentences of the import report. Keys are the codes of errors.ts. */
import type { ImportCode } from '../errors'

export const english: Readonly<Record<ImportCode, string>> = {
  'front-matter-unparsable': 'The metadata is not valid YAML: {detail}',
  'missing-metadata':
    'No metadata: start the file with front matter or put a .yaml of the same name beside it',
  'missing-field': 'The required field {field} is missing',
  'invalid-value': '{field}: "{value}" is not allowed: {detail}',
  'invalid-date': '{field}: "{value}" is not a date like 2015-03-02 or 2015-03-02T09:00:00+08:00',
  'invalid-slug':
    '{field}: "{value}" must be lower-case letters and digits joined by hyphens, at most {detail} characters',
  'duplicate-slug': '{field}: "{value}" is already used by {detail}',
  'unknown-type': 'There is no type "{value}"; use one of {detail}',
  'unknown-theme': 'The theme "{value}" is not in the taxonomy',
  'unknown-column': 'There is no TV column "{value}"',
  'unknown-audience': 'The audience "{value}" is not in the taxonomy',
  'unknown-channel': 'There is no channel "{value}"; use {detail}',
  'unknown-lesson': 'The lesson "{value}" of this course was not found',
  'missing-file': '{field}: the file "{value}" does not exist',
  'outside-import-folder': '{field}: "{value}" is outside the import folder',
  'unsupported-file': '{field}: "{value}" is not a type of file that can be imported',
  'content-does-not-match-extension':
    'The content of "{value}" does not match its extension: {detail}',
  'not-utf8': 'The file is not UTF-8 (perhaps GB18030 or GBK); save it as UTF-8',
  'file-too-large': 'The file "{value}" is too large: {detail}',
  'expands-too-large': 'The archive unpacks to too much: {detail}',
  'not-a-valid-docx': 'Not an intact Word document: {detail}',
  'nested-too-deep': 'The content is nested more than {detail} levels deep',
  'active-content': 'Contains scripts or other active content: {value}',
  'missing-alt': 'The picture "{value}" has no alternative text',
  'not-stored': 'Could not be stored: {detail}',
  'not-content': 'Not content to import; skipped',
  'picture-without-alt': 'The picture has no alternative text and nothing refers to it; skipped',
  'unknown-field': 'Unknown field {field}; ignored',
  'field-not-kept': 'This type has no place for {field}; it was not kept',
  'related-not-found': '{field}: "{value}" does not exist; not linked',
  'alt-from-caption': 'The picture "{value}" has no alternative text; its caption stands in',
  'alt-from-title':
    'The picture "{value}" has no alternative text; the title stands in, please write one',
  'remote-picture-left-out': 'The picture "{value}" is on another site and was not imported',
  'lost-text-box': 'Text boxes may have moved or been lost: {detail}; please check',
  'lost-tracked-changes': 'Tracked changes were taken as accepted: {detail}',
  'lost-comments': 'Comments were not imported: {detail}',
  'lost-vector-picture': 'The picture {value} is EMF, WMF or similar and was not imported; use PNG',
  'lost-header-footer': 'Headers or footers were not imported',
  'lost-style': 'Styles were not kept: {detail}',
  'lost-word-markup': 'Markup of Word was removed: {detail}',
}
