/** Lessons and courses for tests of what leaves for other sites. */
import type { Item, QuizQuestion } from '@/core'

import { itemOf } from '../../helpers/items'

export const QUIZ: readonly QuizQuestion[] = [
  {
    question: '讨论的议题怎样定？',
    options: [
      { key: 'A', text: '越宽越好' },
      { key: 'B', text: '写明要决定的事' },
    ],
    answer: ['B'],
    explanation: '范围小才讨论得出结论。',
  },
  {
    question: '记录里不能缺什么？',
    options: [
      { key: 'A', text: '日期' },
      { key: 'B', text: '待办事项' },
      { key: 'C', text: '逐字记录' },
    ],
    answer: ['A', 'B'],
  },
]

export const lessonOf = (id: string, changes: Partial<Item> = {}): Item =>
  itemOf('lessons', id, {
    audiences: [{ slug: 'organisers', label: '组织者' }],
    details: {
      type: 'lessons',
      objectives: ['能拟议题'],
      creditHours: 1.5,
      durationMinutes: 60,
      quiz: QUIZ,
    },
    ...changes,
  })

export const courseOf = (
  id: string,
  lessons: readonly string[],
  changes: Partial<Item> = {},
): Item =>
  itemOf('courses', id, {
    details: {
      type: 'courses',
      creditHours: 3,
      quizPassMark: 2,
      lessons: lessons.map((lesson) => ({
        id: lesson,
        slug: lesson,
        label: `标题 ${lesson}`,
        required: true,
      })),
    },
    ...changes,
  })
