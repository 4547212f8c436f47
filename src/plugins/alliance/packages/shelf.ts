/** What the channel remembers: the lessons and courses it shows, and which courses each lesson is in. */
import { DeliveryError, messageOf, type Item, type Shelf } from '@/core'

import { isCourse, isLesson, type CourseItem, type LessonItem } from './contents'

/** A lesson as it is, or when it was withdrawn. */
type KeptLesson = { readonly item: LessonItem } | { readonly goneAt: string }

export class PackageShelf {
  constructor(private readonly shelf: Shelf) {}

  lesson(id: string): Promise<KeptLesson | undefined> {
    return this.read<KeptLesson>(`lessons/${id}`)
  }

  async course(id: string): Promise<CourseItem | undefined> {
    return (await this.read<{ item: CourseItem }>(`courses/${id}`))?.item
  }

  /** Ids of the courses that list the lesson. */
  async coursesOf(lesson: string): Promise<readonly string[]> {
    return (await this.read<readonly string[]>(`within/${lesson}`)) ?? []
  }

  /** Ids of every course. */
  async courses(): Promise<readonly string[]> {
    return (await this.shelf.list('courses/')).map((name) => name.slice('courses/'.length))
  }

  async put(item: Item): Promise<void> {
    if (isLesson(item)) await this.shelf.write(`lessons/${item.id}`, { item })
    if (isCourse(item)) {
      await this.list(item.id, await this.course(item.id), item)
      await this.shelf.write(`courses/${item.id}`, { item })
    }
  }

  async take(item: Item, at: string): Promise<void> {
    if (isLesson(item)) await this.shelf.write(`lessons/${item.id}`, { goneAt: at })
    if (isCourse(item)) {
      await this.list(item.id, (await this.course(item.id)) ?? item, undefined)
      await this.shelf.remove(`courses/${item.id}`)
    }
  }

  /** Forgets everything; a rebuild writes it anew. */
  async clear(): Promise<void> {
    for (const name of await this.shelf.list('')) await this.shelf.remove(name)
  }

  private async list(
    course: string,
    before: CourseItem | undefined,
    after: CourseItem | undefined,
  ): Promise<void> {
    const ids = (item: CourseItem | undefined): string[] =>
      item?.details.lessons.map(({ id }) => id) ?? []
    for (const lesson of new Set([...ids(before), ...ids(after)])) {
      const known = await this.coursesOf(lesson)
      const others = known.filter((id) => id !== course)
      const next = ids(after).includes(lesson) ? [...others, course].sort() : others
      if (JSON.stringify(next) !== JSON.stringify(known)) {
        await this.shelf.write(`within/${lesson}`, next)
      }
    }
  }

  private async read<Value>(name: string): Promise<Value | undefined> {
    try {
      return (await this.shelf.read(name)) as Value | undefined
    } catch (error) {
      throw new DeliveryError(
        'STORAGE_UNAVAILABLE',
        `Packages: ${name} can't be read; run "quanmei rebuild packages": ${messageOf(error)}`,
        { cause: error },
      )
    }
  }
}
