/** Finished bytes under a public path. */
export interface Artefact {
  /** Public path with a leading slash: `/feeds/all.rss`. ASCII, no query, no dot segments. */
  readonly path: string
  /** With charset where it is text: `application/rss+xml; charset=utf-8`. */
  readonly mediaType: string
  readonly body: Uint8Array
  /** ISO 8601; answered as Last-Modified. Comes from the content, so a rebuild gives the same. */
  readonly lastModified: string
  /** Default `public, max-age=60, stale-while-revalidate=300`. */
  readonly cacheControl?: string
  /** Further response headers, such as `Link`. */
  readonly headers?: Readonly<Record<string, string>>
}

/**
 * What a public path answers. Exactly one per path:
 * `file` the bytes, `upload` a file of the media folder, `gone` 410 with a notice, `moved` 301.
 */
export type Pointer = FilePointer | UploadPointer | GonePointer | MovedPointer

export interface Encoding {
  /** SHA-256 of the encoded bytes, hex. */
  readonly digest: string
  readonly bytes: number
}

export interface FilePointer {
  readonly kind: 'file'
  readonly path: string
  /** SHA-256 of the bytes, hex: names the blob. */
  readonly digest: string
  readonly bytes: number
  readonly mediaType: string
  readonly lastModified: string
  readonly cacheControl?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Precompressed copies; absent where they would not be smaller or were not made yet. */
  readonly encodings?: { readonly gzip?: Encoding; readonly br?: Encoding }
}

export interface UploadPointer {
  readonly kind: 'upload'
  readonly path: string
  /** Name inside the media folder, no directory part. */
  readonly filename: string
  readonly bytes: number
  readonly mediaType: string
  readonly lastModified: string
}

export interface GonePointer {
  readonly kind: 'gone'
  readonly path: string
  /** ISO 8601. */
  readonly at: string
  /** Shown to the reader, plain text. */
  readonly notice: string
  /** A finished HTML page for the 410 answer; a plain one is made when absent. */
  readonly page?: string
}

export interface MovedPointer {
  readonly kind: 'moved'
  readonly path: string
  /** Root-relative path of the new address. */
  readonly to: string
}

/** What a channel may do to the public paths. Each call is atomic for readers: the old answer or the new one. */
export interface ArtefactWriter {
  /** Stores the bytes and points the path at them. `changed` is false when the path already answered exactly this. */
  publish(artefact: Artefact): Promise<{ etag: string; changed: boolean }>
  /** Makes a file of the media folder public under `path`. */
  publishUpload(upload: Omit<UploadPointer, 'kind'>): Promise<void>
  gone(pointer: Omit<GonePointer, 'kind'>): Promise<void>
  move(from: string, to: string): Promise<void>
  /** The path answers 404 from now on. Removing what is not there is not an error. */
  remove(path: string): Promise<void>
  lookup(path: string): Promise<Pointer | undefined>
}
