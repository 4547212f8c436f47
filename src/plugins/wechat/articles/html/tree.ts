/** Small builders of the tree an article is made of. */
import type { Element, ElementContent, Text } from 'hast'

import type { Item, Site } from '@/core'

import { styleOf, type LookId, type Part } from './looks'
import type { Notes } from './notes'

/** A picture an article shows; its address in the HTML is this one until it is hosted by WeChat. */
export interface BodyPicture {
  /** Root-relative address of the original upload. */
  readonly url: string
  readonly alt: string
}

/** What cannot go to WeChat, and what the reader gets instead. */
export interface Loss {
  readonly kind: 'external-picture' | 'video' | 'audio' | 'animation'
  /** The address of what was lost. */
  readonly url: string
}

export interface Context {
  readonly item: Item
  readonly site: Site
  readonly look: LookId
  readonly notes: Notes
  /** In the order they appear, each once. */
  readonly pictures: Map<string, BodyPicture>
  readonly losses: Loss[]
}

export const text = (value: string): Text => ({ type: 'text', value })

/** An element dressed as a part. */
export function part(
  { look }: Pick<Context, 'look'>,
  name: Part,
  tagName: string,
  children: readonly ElementContent[] | string,
): Element {
  const style = styleOf(look, name)
  return {
    type: 'element',
    tagName,
    properties: style === '' ? {} : { style },
    children: typeof children === 'string' ? [text(children)] : [...children],
  }
}

export const plain = (tagName: string, children: readonly ElementContent[] = []): Element => ({
  type: 'element',
  tagName,
  properties: {},
  children: [...children],
})

/** Blank lines make paragraphs. */
export const paragraphs = (context: Context, value: string): Element[] =>
  value
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => part(context, 'paragraph', 'p', paragraph))

/** `名称：值`, a line each; what has no value is left out. */
export const facts = (
  context: Context,
  rows: readonly (readonly [name: string, value: string | number | undefined])[],
): Element[] => {
  const lines = rows
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) =>
      part(context, 'row', 'p', [
        part(context, 'name', 'span', `${name}：`),
        text(String(value ?? '')),
      ]),
    )
  return lines.length === 0 ? [] : [part(context, 'card', 'section', lines)]
}

export const heading = (context: Context, value: string): Element =>
  part(context, 'h2', 'h2', value)

/** A box with a title; nothing where there is nothing in it. */
export const box = (
  context: Context,
  title: string,
  content: readonly ElementContent[],
): Element[] =>
  content.length === 0
    ? []
    : [part(context, 'box', 'section', [part(context, 'boxTitle', 'p', title), ...content])]
