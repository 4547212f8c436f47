/**
 * Pictures the conversion took from a film, for editors to choose a poster from. GET /api/video-files/ID/posters/NAME shows
 * one to staff; POST /api/video-files/ID/poster with `{ name, alt }` puts it among the media and answers the document, which
 * the form then names as its poster. Refusals are `{ errors: [{ message }] }`: 400 input, 403 rights, 404 no such picture.
 */
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'

import { APIError, Forbidden, type Endpoint, type PayloadRequest } from 'payload'
import { z } from 'zod'

import { may } from '../access'
import { bodyOf } from './request-body'
import { textsFor } from './words'
import type { PosterCandidate, VideoRecord } from './video-record'

/** As the field `alt` of media has it. */
const ALT_LIMIT = 300

const inputSchema = z.strictObject({
  name: z.string(),
  alt: z.string().trim().min(1).max(ALT_LIMIT),
})

export const posterEndpoints: Omit<Endpoint, 'root'>[] = [
  { path: '/:id/posters/:name', method: 'get', handler: show },
  { path: '/:id/poster', method: 'post', handler: choose },
]

async function show(req: PayloadRequest): Promise<Response> {
  if (!may(req.user, 'read', 'video-files')) throw new Forbidden(req.t)
  const candidate = await candidateOf(req, String(req.routeParams?.['name']))
  return new Response(new Uint8Array(await bytesOf(req, candidate)), {
    headers: {
      'Content-Type': 'image/jpeg',
      // Names are those of their bytes.
      'Cache-Control': 'private, max-age=86400',
      'X-Content-Type-Options': 'nosniff',
    },
  })
}

async function choose(req: PayloadRequest): Promise<Response> {
  if (!may(req.user, 'update', 'videos') || !may(req.user, 'create', 'media')) {
    throw new Forbidden(req.t)
  }
  const t = textsFor(req.i18n.language)
  const input = inputSchema.safeParse(await bodyOf(req))
  if (!input.success) throw new APIError(t.posterAltRule, 400, null, true)
  const { name, alt } = input.data
  const data = await bytesOf(req, await candidateOf(req, name))
  const doc = await req.payload.create({
    collection: 'media',
    data: { alt },
    file: { name, data, mimetype: 'image/jpeg', size: data.length },
    overrideAccess: false,
    req,
  })
  return Response.json({ message: t.posterChosen, doc: { id: doc.id } })
}

/** Only what the record itself names is ever read from the disk. */
async function candidateOf(req: PayloadRequest, name: string): Promise<PosterCandidate> {
  const record = await req.payload.db.findOne<VideoRecord>({
    collection: 'video-files',
    where: { id: { equals: String(req.routeParams?.['id']) } },
    req,
  })
  const found = record?.report?.posters?.find(({ filename }) => filename === name)
  if (!found) throw new APIError(textsFor(req.i18n.language).posterMissing, 404, null, true)
  return found
}

/** The conversion writes into the media folder (docs/adr/0009-video-renditions.md). */
async function bytesOf(
  { payload, i18n }: PayloadRequest,
  { filename }: PosterCandidate,
): Promise<Buffer> {
  const { upload } = payload.collections.media.config
  try {
    return await readFile(
      /* turbopackIgnore: true */ resolve(upload.staticDir ?? 'media', filename),
    )
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    throw new APIError(textsFor(i18n.language).posterMissing, 404, null, true)
  }
}
