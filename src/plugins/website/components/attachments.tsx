/** @jsxImportSource preact */
/** Files to take away, with what they are and how large. */
import type { MediaFile } from '@/core'

import { size } from '../html'
import { Word, type LookProps } from './words'

export const Attachments = ({
  files,
  look,
}: LookProps & { readonly files: readonly MediaFile[] }) =>
  files.length === 0 ? null : (
    <section>
      <h2>
        <Word of="attachments" look={look} />
      </h2>
      <ul class="files">
        {files.map((file) => (
          <li key={file.url}>
            <a href={file.url} type={file.mediaType}>
              {file.title ?? filenameOf(file)}
            </a>{' '}
            <small>
              {kindOf(file)}，{size(file.bytes)}
            </small>
          </li>
        ))}
      </ul>
    </section>
  )

const filenameOf = ({ url }: MediaFile): string => decodeURIComponent(url.split('/').at(-1) ?? url)

const kindOf = (file: MediaFile): string =>
  (/\.(\w+)$/.exec(filenameOf(file))?.[1] ?? file.mediaType).toUpperCase()
