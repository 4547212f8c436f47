/**
 * The one script, optional: every page is complete without it. It copies and prints, marks quizzes, keeps a reader's
 * progress in their own browser, goes to chapters, and lets pages that were read open without a network. Words come
 * from the page.
 * Written for browsers as they are; kept as text, since the server only passes it on.
 */
import { SERVICE_WORKER_PATH } from '../pages/addresses'
import { PAGES_CACHE } from './caches'
import { assetPath } from './digest'

const SOURCE = String.raw`'use strict'
{
  const all = (selector, root = document) => [...root.querySelectorAll(selector)]
  const DONE = 'quanmei:done'
  // A browser that keeps nothing (private windows, full disks) still shows what was done on this page.
  let done = new Set()
  try { done = new Set(JSON.parse(localStorage.getItem(DONE) ?? '[]')) } catch { /* starts anew */ }
  const keep = () => { try { localStorage.setItem(DONE, JSON.stringify([...done])) } catch { /* as above */ } }

  for (const box of all('[data-share]')) {
    box.hidden = false
    const copy = box.querySelector('[data-copy]')
    if (navigator.clipboard) copy.addEventListener('click', async () => {
      const words = copy.textContent
      try { await navigator.clipboard.writeText(box.dataset.share) } catch { return }
      copy.textContent = copy.dataset.done
      setTimeout(() => { copy.textContent = words }, 2000)
    })
    else copy.hidden = true
    box.querySelector('[data-print]').addEventListener('click', () => print())
  }

  const lesson = document.querySelector('[data-lesson]')
  let setLesson = () => {}
  if (lesson) {
    lesson.hidden = false
    const id = lesson.dataset.lesson
    const button = lesson.querySelector('button')
    const words = [button.textContent, button.dataset.done]
    const show = () => {
      const is = done.has(id)
      button.setAttribute('aria-pressed', String(is))
      button.textContent = words[Number(is)]
    }
    setLesson = (is) => { if (is) done.add(id); else done.delete(id); keep(); show() }
    button.addEventListener('click', () => setLesson(!done.has(id)))
    show()
    // Without a quiz a lesson is done when its end was reached by reading, not by its being short.
    if (!document.querySelector('[data-quiz]')) {
      addEventListener('scroll', () => {
        new IntersectionObserver(([entry], watch) => {
          if (!entry.isIntersecting) return
          watch.disconnect()
          if (!done.has(id)) setLesson(true)
        }).observe(lesson)
      }, { once: true })
    }
  }

  for (const quiz of all('[data-quiz]')) {
    const questions = all('.question', quiz)
    const isRight = (question) => all('.option', question).every((option) =>
      option.classList.contains('is-answer') === option.querySelector('input').checked)
    quiz.querySelector('.actions').hidden = false
    quiz.addEventListener('submit', (event) => {
      event.preventDefault()
      let right = 0
      let missing = 0
      for (const question of questions) {
        const answered = question.querySelector(':checked')
        const good = answered && isRight(question)
        if (good) right += 1
        if (!answered) missing += 1
        const verdict = question.querySelector('.verdict')
        verdict.hidden = false
        verdict.textContent = answered ? (good ? quiz.dataset.right : quiz.dataset.wrong) : quiz.dataset.unanswered
        verdict.classList.toggle('good', Boolean(good))
        question.querySelector('details').open = Boolean(answered)
      }
      quiz.querySelector('.score').textContent = quiz.dataset.right + ' ' + right + ' / ' + questions.length
      if (missing === 0) setLesson(true)
    })
    quiz.addEventListener('reset', () => {
      for (const question of questions) {
        question.querySelector('.verdict').hidden = true
        question.querySelector('details').open = false
      }
      quiz.querySelector('.score').textContent = ''
    })
  }

  const course = document.querySelector('[data-course]')
  if (course) {
    const lessons = all('[data-lesson-id]', course)
    const show = () => {
      const finished = lessons.filter((each) => done.has(each.dataset.lessonId))
      for (const each of lessons) {
        const is = finished.includes(each)
        each.classList.toggle('done', is)
        each.querySelector('.state')?.remove()
        if (!is) continue
        const state = document.createElement('small')
        state.className = 'state'
        state.textContent = course.dataset.done
        each.append(state)
      }
      course.querySelector('.progress').hidden = false
      course.querySelector('progress').value = finished.length
      course.querySelector('.count').textContent = finished.length + ' / ' + lessons.length
    }
    show()
    // Another window, or this one taken out of the browser's memory by its back button.
    const again = () => {
      try { done = new Set(JSON.parse(localStorage.getItem(DONE) ?? '[]')) } catch { return }
      show()
    }
    addEventListener('storage', again)
    addEventListener('pageshow', (event) => { if (event.persisted) again() })
  }

  const film = document.querySelector('.player video')
  // A moment named by the address: search engines write ?t=, people #t=.
  const wanted = film && /[?&#]t=(\d+(?:\.\d+)?)/.exec(location.search + location.hash)
  if (wanted) film.currentTime = Number(wanted[1])
  const chapters = all('[data-chapters] a')
  if (film && chapters.length > 0) {
    const track = film.addTextTrack('chapters', document.querySelector('[data-chapters] h2').firstChild.data.trim(), document.documentElement.lang)
    track.mode = 'hidden'
    for (const link of chapters) {
      const start = Number(link.dataset.start)
      const cue = new VTTCue(start, Number(link.dataset.end ?? Number.MAX_SAFE_INTEGER), '')
      cue.text = link.querySelector('.name').textContent.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
      cue.addEventListener('enter', () => link.setAttribute('aria-current', 'true'))
      cue.addEventListener('exit', () => link.removeAttribute('aria-current'))
      track.addCue(cue)
      link.addEventListener('click', (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return
        event.preventDefault()
        film.currentTime = start
        film.scrollIntoView({ block: 'nearest' })
        film.play().catch(() => {})
      })
    }
  }

  // Fields left empty make addresses long and unlike.
  for (const form of all('.search-form')) form.addEventListener('submit', () => {
    for (const field of form.elements) if (field.name && field.value === '') field.disabled = true
    setTimeout(() => { for (const field of form.elements) field.disabled = false })
  })
  addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.target.closest('input, select, textarea, video, audio')) return
    event.preventDefault()
    document.querySelector('#query, .search input').focus()
  })

  const kept = document.querySelector('[data-kept]')
  if (kept && 'caches' in window) caches.open('${PAGES_CACHE}').then(async (cache) => {
    for (const { url } of (await cache.keys()).reverse()) {
      const { pathname } = new URL(url)
      const text = await (await cache.match(url)).text()
      const link = document.createElement('a')
      link.href = pathname
      link.textContent = new DOMParser().parseFromString(text, 'text/html').title
      const row = document.createElement('li')
      row.append(link)
      kept.querySelector('ul').append(row)
      kept.hidden = false
    }
  })
  if ('serviceWorker' in navigator && window.isSecureContext)
    addEventListener('load', () => { navigator.serviceWorker.register('${SERVICE_WORKER_PATH}').catch(() => {}) })
}
`

/** Full-line comments and indentation are for those who work on it. */
const smaller = (source: string): string =>
  source
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('//'))
    .join('\n')

export const SCRIPT = new TextEncoder().encode(`${smaller(SOURCE)}\n`)

export const SCRIPT_PATH = assetPath('website', 'js', SCRIPT)
