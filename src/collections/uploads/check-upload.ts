import { open } from 'node:fs/promises'

import { ValidationError, type CollectionBeforeOperationHook, type PayloadRequest } from 'payload'

import { say, texts } from '@/i18n/texts'

import { extensionOf, publicFileName } from './file-name'
import type { FILE_TYPES } from './file-types'
import { HEAD_BYTES } from './file-types'

/**
 * Refuses files whose extension is not allowed or whose content is something else, and gives the rest their media type
 * and a name fit for public addresses. Runs before Payload's own check of the content.
 */
export const checkUpload =
  (collection: 'media' | 'originals', types: typeof FILE_TYPES): CollectionBeforeOperationHook =>
  async ({ operation, req }) => {
    const { file } = req
    if (!file || !['create', 'update', 'updateByID'].includes(operation)) return
    const type = types[extensionOf(file.name)]
    if (type === undefined) {
      throw refusal(collection, req, texts.errors.fileType, {
        name: file.name,
        types: Object.keys(types).join(', '),
      })
    }
    if (!type.matches(await headOf(file))) {
      throw refusal(collection, req, texts.errors.fileContent, {
        name: file.name,
        type: type.mediaType,
      })
    }
    req.file = { ...file, name: publicFileName(file.name), mimetype: type.mediaType }
  }

/** The first bytes, from memory or, for large uploads, from the temporary file. */
async function headOf(file: NonNullable<PayloadRequest['file']>): Promise<Buffer> {
  if (file.data.length > 0 || !file.tempFilePath) return file.data.subarray(0, HEAD_BYTES)
  const handle = await open(file.tempFilePath)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

const refusal = (
  collection: string,
  req: PayloadRequest,
  message: (typeof texts.errors)['fileType'],
  values: Record<string, string>,
): ValidationError =>
  new ValidationError(
    { collection, errors: [{ path: 'file', message: say(message, req.i18n.language, values) }] },
    req.t,
  )
