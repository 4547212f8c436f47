import { join } from 'node:path'

import type { Shelf } from '@/core'

import { filesBelow, readSmall, type Disk } from './disk'
import { nameOfShelfFile, shelfFile, shelfFolder } from './paths'

/** A channel's shelf: a JSON file per name, a folder per `/` in it. */
export function openShelf(disk: Disk, channel: string): Shelf {
  const root = disk.path('shelves', shelfFolder(channel))
  const fileOf = (name: string): string => join(root, shelfFile(name))
  return {
    read(name) {
      return settled((): unknown => {
        const text = readSmall(fileOf(name))
        return text === undefined ? undefined : JSON.parse(text)
      })
    },
    async write(name, value) {
      const text = JSON.stringify(value) as string | undefined
      if (text === undefined) throw new TypeError(`What is shelved as ${name} is not JSON`)
      await disk.replace(fileOf(name), text)
    },
    remove(name) {
      return settled(() => {
        disk.remove(fileOf(name))
      })
    },
    async list(prefix) {
      const slash = prefix.lastIndexOf('/')
      const below = slash < 0 ? '' : shelfFolder(prefix.slice(0, slash))
      const names: string[] = []
      for await (const file of filesBelow(root, below)) {
        const name = nameOfShelfFile(file)
        if (name?.startsWith(prefix)) names.push(name)
      }
      return names.sort()
    },
  }
}

/** What a synchronous step answers or throws, as a promise. */
export const settled = <T>(step: () => T): Promise<T> =>
  new Promise((resolve) => {
    resolve(step())
  })
