/** credits.yaml: title, alternative text, author and licence of pictures, by path. */
import { posix } from 'node:path'

import { z } from 'zod'

import { Refusal } from './errors'
import { readText, type ImportFile } from './import-folder-files'
import { readYaml } from './yaml'

const credit = z.object({
  file: z.string(),
  title: z.string().optional(),
  alt: z.string().min(1).max(300),
  author: z.string().optional(),
  license: z.string().optional(),
  licenseUrl: z.url().optional(),
  source: z.string().optional(),
  changes: z.string().optional(),
})
const creditsFile = z.object({ images: z.array(credit) })

export type PictureCredit = Omit<z.output<typeof credit>, 'file'>

/** Credits by the pictures' paths in the import folder. */
export async function readCredits(file: ImportFile): Promise<Map<string, PictureCredit>> {
  const yaml = readYaml(await readText(file, 'metadata'))
  const result = creditsFile.safeParse(yaml.value)
  if (!result.success) {
    throw new Refusal(
      result.error.issues.map(({ path, message }) => {
        const line = yaml.lineOf(path.filter((part) => typeof part !== 'symbol'))
        const field = path.join('.')
        return {
          code: 'invalid-value',
          field,
          value: file.path,
          detail: message,
          ...(line ? { line } : {}),
        }
      }),
    )
  }
  const folder = posix.dirname(file.path)
  return new Map(
    result.data.images.map(({ file: path, ...rest }) => [posix.join(folder, path), rest]),
  )
}
