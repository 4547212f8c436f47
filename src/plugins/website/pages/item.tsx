/** @jsxImportSource preact */
/** The page of one document. What only one type has is in components/. */
import { absoluteUrl, itemPath, type Artefact, type Item, type Picture } from '@/core'

import { Attachments } from '../components/attachments'
import { prepareBody, type Body } from '../components/body'
import { EditionGreeting, EditionLines } from '../components/edition'
import { HTML, htmlLanguage, renderDocument } from '../components/document'
import { ExplainerHead, questionId, Questions } from '../components/explainer'
import { Corrections, Dateline, Signatures, TopicsBox } from '../components/facts'
import { CourseHead, CourseLessons, LessonDone, LessonHead } from '../components/learning'
import { Neighbours, Related } from '../components/neighbours'
import { Outline } from '../components/outline'
import { Figure } from '../components/picture'
import { Chapters, Player, Transcript } from '../components/player'
import { Quiz } from '../components/quiz'
import { ShareBox } from '../components/share'
import { Html, type LookProps } from '../components/words'
import { rowOf } from '../entries'
import type { Look } from '../html'
import type { ItemView } from '../views'
import { feedPath, listPath } from './addresses'
import { describeItem } from './item-data'
import { placeOfItem } from './list'

export function renderItem(view: ItemView, look: Look): Artefact {
  const { item } = view
  const path = itemPath(item)
  const image = pictureOf(item)
  const list = rowOf(item)
  const { title: row, section, crumbs } = placeOfItem(item)
  const body = renderDocument(
    {
      path,
      title: item.title,
      description: item.summary || item.title,
      type: item.type === 'videos' ? 'video.other' : 'article',
      crumbs: [...crumbs, { path: listPath(list), label: row }],
      section,
      feeds: [
        { path: feedPath(list), title: row },
        ...item.themes.map(({ slug, label }) => ({
          path: feedPath(`themes/${slug}`),
          title: label,
        })),
      ],
      publishedAt: item.publishedAt,
      updatedAt: item.updatedAt,
      structured: describeItem(item, look),
      ...(image ? { image: image.url } : {}),
    },
    <ItemMain view={view} look={look} />,
    look,
  )
  return { path, mediaType: HTML, lastModified: item.updatedAt, body }
}

/** What stands for the document elsewhere. */
export function pictureOf({ cover, details }: Item): Picture | undefined {
  if (details.type === 'videos') return details.poster ?? cover
  if (details.type === 'explainers') return cover ?? details.explainingPicture
  return cover
}

function ItemMain({ view, look }: LookProps & { readonly view: ItemView }) {
  const { item } = view
  const body = prepareBody(item.html)
  const language = htmlLanguage(item.language)
  return (
    <>
      <article
        class={`item ${item.type}`}
        lang={language === htmlLanguage(look.site.language) ? undefined : language}
      >
        <header>
          <h1>{item.title}</h1>
          <Dateline item={item} look={look} />
          {item.summary && item.type !== 'editions' && <p class="summary">{item.summary}</p>}
        </header>
        <div class="opening">
          <Opening item={item} look={look} />
        </div>
        <ItemOutline item={item} body={body} look={look} />
        <div class="text">
          {body.html && <Html class={proseClass(item)} html={body.html} />}
          <Closing item={item} look={look} />
          <Attachments files={item.attachments} look={look} />
          <Corrections item={item} look={look} />
          <Signatures credits={item.credits} />
        </div>
        <div class="side">
          <TopicsBox item={item} look={look} />
          <ShareBox
            path={itemPath(item)}
            url={absoluteUrl(look.site, itemPath(item))}
            look={look}
          />
        </div>
      </article>
      <Neighbours view={view} look={look} />
      <Related view={view} look={look} />
    </>
  )
}

/** Policy texts are indented by two characters, as official papers are (GB/T 9704). */
const proseClass = ({ type }: Item): string => (type === 'explainers' ? 'prose indented' : 'prose')

/** Before the body. */
function Opening({ item, look }: LookProps & { readonly item: Item }) {
  const { details, cover } = item
  // A film shows itself; its cover is elsewhere its poster.
  if (details.type === 'videos') return <Player details={details} title={item.title} />
  if (details.type === 'editions') return <EditionGreeting details={details} />
  return (
    <>
      {cover && <Figure picture={cover} first />}
      {details.type === 'explainers' && <ExplainerHead details={details} look={look} />}
      {details.type === 'lessons' && <LessonHead details={details} look={look} />}
      {details.type === 'courses' && <CourseHead details={details} />}
    </>
  )
}

function ItemOutline({
  item,
  body,
  look,
}: LookProps & { readonly item: Item; readonly body: Body }) {
  const { details } = item
  if (details.type === 'videos') return <Chapters details={details} look={look} />
  if (details.type === 'lessons') return <Outline title="steps" links={body.headings} look={look} />
  if (details.type !== 'explainers') return null
  const questions = details.questions.map(({ question }, index) => ({
    id: questionId(index),
    text: question,
  }))
  return <Outline title="outline" links={[...body.headings, ...questions]} look={look} />
}

/** After the body. */
function Closing({ item: { id, details }, look }: LookProps & { readonly item: Item }) {
  switch (details.type) {
    case 'articles':
      return null
    case 'videos':
      return <Transcript details={details} look={look} />
    case 'explainers':
      return <Questions details={details} />
    case 'lessons':
      return (
        <>
          <Quiz questions={details.quiz} look={look} />
          <LessonDone id={id} />
        </>
      )
    case 'courses':
      return <CourseLessons details={details} look={look} />
    case 'editions':
      return <EditionLines details={details} />
  }
}
