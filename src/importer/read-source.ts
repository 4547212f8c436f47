/** Reads one source whole: metadata, text, and the digests of the files it stands in. */
import { Refusal, type Finding } from './errors'
import { extensionOf } from './file-kinds'
import {
  decodeText,
  digestFile,
  readBytes,
  readText,
  type ImportFile,
  type ImportFolder,
} from './import-folder-files'
import { readMetadata, type Metadata } from './metadata'
import type { Source } from './scan'
import { bodyOfHtml, bodyOfMarkdown, bodyOfWord, EMPTY_BODY, type SourceBody } from './sources/body'
import { splitFrontMatter } from './sources/markdown'
import { readYaml, type YamlText } from './yaml'

export interface ReadSource {
  readonly metadata: Metadata
  readonly body: SourceBody
  /** The document file; for videos and audio the sidecar. */
  readonly file: ImportFile
  readonly digest: string
  readonly sidecarDigest: string
  /** The line of a metadata field like `attachments.0.file`, for reports. */
  readonly lineOf: (field: string) => number | undefined
}

/** The line after the opening `---`. */
const FIRST_LINE_OF_FRONT_MATTER = 2

export async function readSource(
  folder: ImportFolder,
  source: Source,
  warn: (finding: Finding) => void,
): Promise<ReadSource> {
  const file = await folder.file(source.path)
  const sidecar = source.sidecar === undefined ? undefined : await folder.file(source.sidecar)
  const extension = extensionOf(source.path)
  const isSidecarOnly = sidecar !== undefined && sidecar.path === file.path
  const sidecarYaml = sidecar ? readYaml(await readText(sidecar, 'metadata')) : undefined
  const digests = {
    digest: await digestFile(file.absolute),
    sidecarDigest: sidecar && !isSidecarOnly ? await digestFile(sidecar.absolute) : '',
  }
  if (isSidecarOnly) {
    const yaml = must(sidecarYaml)
    return {
      metadata: readMetadata(yaml, warn),
      body: EMPTY_BODY,
      file,
      ...digests,
      lineOf: lineIn(yaml),
    }
  }
  if (['md', 'markdown'].includes(extension)) {
    const bytes = await readBytes(file, 'text')
    const matter = splitFrontMatter(decodeText(bytes))
    const yaml =
      sidecarYaml ?? (matter ? readYaml(matter.yaml, FIRST_LINE_OF_FRONT_MATTER) : undefined)
    const metadata = sidecar
      ? readSidecar(must(yaml), sidecar.path, warn)
      : readMetadata(must(yaml), warn)
    const body = bodyOfMarkdown(matter?.body ?? decodeText(bytes), metadata.title)
    return { metadata, body, file, ...digests, lineOf: sidecar ? NO_LINE : lineIn(must(yaml)) }
  }
  if (sidecar === undefined) throw new Refusal({ code: 'missing-metadata' })
  const metadata = readSidecar(must(sidecarYaml), sidecar.path, warn)
  const read = extension === 'docx' ? bodyOfWord : bodyOfHtml
  const body = await read(file, metadata.title)
  body.findings.forEach(warn)
  return { metadata, body, file, ...digests, lineOf: NO_LINE }
}

/** Metadata beside a document: what is wrong with it is reported under the sidecar's name. */
function readSidecar(yaml: YamlText, file: string, warn: (finding: Finding) => void): Metadata {
  try {
    return readMetadata(yaml, (finding) => {
      warn({ ...finding, file })
    })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    throw new Refusal(
      error.findings.map((finding) => ({ ...finding, file })),
      { cause: error },
    )
  }
}

/** Fields of a sidecar are not in the file the report names. */
const NO_LINE = (): undefined => undefined

const lineIn =
  (yaml: YamlText) =>
  (field: string): number | undefined =>
    yaml.lineOf(field.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part)))

function must(yaml: YamlText | undefined): YamlText {
  if (yaml === undefined) throw new Refusal({ code: 'missing-metadata' })
  return yaml
}
