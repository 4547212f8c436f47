/** @jsxImportSource preact */
/** Lessons and courses. Progress is kept by the script in the reader's own browser. */
import { zh } from '../texts.zh'
import { FactTable } from './facts'
import type { Of } from './types'
import { Word, type LookProps } from './words'

export const LessonHead = ({ details, look }: LookProps & { readonly details: Of<'lessons'> }) => (
  <>
    <FactTable
      rows={[
        ['creditHours', details.creditHours],
        ['minutes', details.durationMinutes],
        ['teacher', details.teacher],
      ]}
    />
    {details.objectives.length > 0 && (
      <section class="box objectives">
        <h2>
          <Word of="objectives" look={look} />
        </h2>
        <ul>
          {details.objectives.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      </section>
    )}
  </>
)

/** Shown by the script: without it nothing could be kept. */
export const LessonDone = ({ id }: { readonly id: string }) => (
  <p class="actions" hidden data-lesson={id}>
    <button type="button" aria-pressed="false" data-done={zh.markedDone}>
      {zh.markDone}
    </button>
  </p>
)

export const CourseHead = ({ details }: { readonly details: Of<'courses'> }) => (
  <FactTable
    rows={[
      ['creditHours', details.creditHours],
      ['lessonsRequired', details.lessonsRequired],
      ['quizPassMark', details.quizPassMark],
    ]}
  />
)

export const CourseLessons = ({
  details,
  look,
}: LookProps & { readonly details: Of<'courses'> }) =>
  details.lessons.length === 0 ? null : (
    <section class="course-lessons" data-course data-done={zh.done}>
      <h2>
        <Word of="order" look={look} />
      </h2>
      <div class="progress" hidden>
        <label for="progress">{zh.progress}</label>
        <progress id="progress" max={details.lessons.length} value={0} />
        <span class="count" />
        <small>{zh.progressNote}</small>
      </div>
      <ol class="lessons">
        {details.lessons.map(({ id, slug, label, required }) => (
          <li key={id} data-lesson-id={id}>
            <a href={`/lessons/${slug}`}>{label}</a>{' '}
            <small class={required ? 'mark required' : 'mark'}>
              {required ? zh.required : zh.optional}
            </small>
          </li>
        ))}
      </ol>
    </section>
  )
