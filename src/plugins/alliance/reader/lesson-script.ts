/**
 * What a lesson's page does: marks the quiz, and tells `QuanmeiReport`, where a package brought one along, what came of it.
 * Kept as text, since we only pass it on; written for the browsers learning platforms still meet.
 *
 * QuanmeiReport: `start(config)` promises `{ answers?, done?, readOnly? }`; `finish(result)` promises once it is kept;
 * `end()` is the last call. `result` is `{ answers, right, of, scaled, passed, seconds }`.
 */
export const LESSON_SCRIPT = String.raw`'use strict';
(function () {
  var config = JSON.parse(document.getElementById('lesson').textContent)
  var words = config.words
  var local = { start: function () { return Promise.resolve({}) }, finish: function () { return Promise.resolve() }, end: function () {} }
  var report = window.QuanmeiReport || local
  var form = document.querySelector('[data-quiz]')
  var finishButton = document.querySelector('[data-finish]')
  var note = document.createElement('p')
  note.className = 'result'
  note.setAttribute('role', 'status')
  note.hidden = true
  ;(form || document.querySelector('main')).appendChild(note)
  var started = Date.now()
  var ended = false

  function say(text) { note.hidden = false; note.textContent = text }
  function seconds() { return Math.round((Date.now() - started) / 1000) }
  function fieldsets() { return Array.prototype.slice.call(form.querySelectorAll('fieldset')) }
  function chosen(fieldset) {
    return Array.prototype.map.call(fieldset.querySelectorAll('input:checked'), function (input) { return Number(input.value) })
  }
  function same(left, right) { return left.length === right.length && left.every(function (one, index) { return one === right[index] }) }

  function mark(answers) {
    var right = 0
    fieldsets().forEach(function (fieldset, index) {
      var isRight = same(answers[index] || [], config.answers[index])
      if (isRight) right += 1
      fieldset.className = isRight ? 'right' : 'wrong'
      fieldset.querySelector('.verdict').hidden = false
      fieldset.querySelector('[data-verdict]').textContent = isRight ? words.right : words.wrong
    })
    var of = config.answers.length
    return { answers: answers, right: right, of: of, scaled: right / of, passed: right / of >= config.passMark }
  }
  function tell(result) {
    say(words.score + ' ' + result.right + ' / ' + result.of + ' · ' + (result.passed ? words.passed : words.failed))
  }
  function hand(result) {
    result.seconds = seconds()
    return Promise.resolve().then(function () { return report.finish(result) }).catch(function () { say(words.notReported) })
  }

  if (form) form.addEventListener('submit', function (event) {
    event.preventDefault()
    var answers = fieldsets().map(chosen)
    var missing = answers.flatMap(function (one, index) { return one.length === 0 ? [index + 1] : [] })
    if (missing.length > 0) { say(words.unanswered + missing.join('、')); return }
    var result = mark(answers)
    tell(result)
    form.querySelector('button').textContent = words.again
    hand(result)
  })
  if (finishButton) finishButton.addEventListener('click', function () {
    finishButton.textContent = words.finished
    finishButton.disabled = true
    hand({ answers: [], right: 0, of: 0 })
  })

  function end() {
    if (ended) return
    ended = true
    report.end(seconds())
  }
  window.addEventListener('pagehide', end)
  window.addEventListener('beforeunload', end)

  Promise.resolve().then(function () { return report.start(config) }).then(function (state) {
    if (state.noPlatform) say(words.noPlatform)
    if (form && state.answers) {
      fieldsets().forEach(function (fieldset, index) {
        ;(state.answers[index] || []).forEach(function (value) {
          var input = fieldset.querySelector('input[value="' + Number(value) + '"]')
          if (input) input.checked = true
        })
      })
      if (state.done) tell(mark(state.answers))
    }
    if (finishButton && state.done) { finishButton.textContent = words.finished; finishButton.disabled = true }
    if (state.readOnly && form) form.querySelector('button').disabled = true
    document.documentElement.setAttribute('data-ready', '')
  }).catch(function () {
    say(words.noPlatform)
    document.documentElement.setAttribute('data-ready', '')
  })
})()
`
