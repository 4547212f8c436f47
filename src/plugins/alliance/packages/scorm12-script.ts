/**
 * Reports through SCORM 1.2's API object (ADL, Run-Time Environment 1.2): status, score, each answer, time; answers are kept
 * in `cmi.suspend_data` for the next session.
 */
import { SUSPEND_DATA_LENGTH } from './limits'

export const SCORM12_REPORT = String.raw`'use strict';
(function () {
  // Parents first, then the window that opened this one (RTE 3.3.6.1). Other origins' windows can't be looked into.
  function find(start) {
    var seen = 0
    for (var at = start; at && seen < 10; at = at.parent, seen += 1) {
      try { if (at.API) return at.API } catch (error) { return null }
      if (at.parent === at) return null
    }
    return null
  }
  var api = find(window)
  if (!api && window.opener) api = find(window.opener)
  var open = false
  var settled = false
  var letters = 'abcdefghijklmnopqrstuvwxyz0123456789'

  function get(name) { return String(api.LMSGetValue(name)) }
  function set(name, value) {
    if (String(api.LMSSetValue(name, String(value))) !== 'true') throw new Error(name + ': ' + api.LMSGetLastError())
  }
  // What only tells more may be refused by a platform that does not know it.
  function offer(name, value) { try { set(name, value) } catch (error) { /* optional element */ } }
  function commit() {
    if (String(api.LMSCommit('')) !== 'true') throw new Error('LMSCommit: ' + api.LMSGetLastError())
  }
  function two(number) { return (number < 10 ? '0' : '') + number }
  function span(seconds) { return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':') }
  function clock() { var now = new Date(); return [now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join(':') }
  function spelled(answer) { return answer.map(function (index) { return letters[index] }).join(',') }

  window.QuanmeiReport = {
    start: function () {
      if (!api || String(api.LMSInitialize('')) !== 'true') { api = null; return Promise.resolve({ noPlatform: true }) }
      open = true
      var status = get('cmi.core.lesson_status')
      if (status === 'not attempted' || status === '') { set('cmi.core.lesson_status', 'incomplete'); commit() }
      settled = status === 'passed' || status === 'completed' || status === 'failed'
      var state = { done: settled, readOnly: get('cmi.core.lesson_mode') === 'review' }
      try { state.answers = JSON.parse(get('cmi.suspend_data')).answers } catch (error) { /* nothing was kept yet */ }
      return Promise.resolve(state)
    },
    finish: function (result) {
      if (!api) return Promise.resolve()
      if (result.of > 0) {
        set('cmi.core.score.min', 0)
        set('cmi.core.score.max', 100)
        set('cmi.core.score.raw', Math.round(result.scaled * 100))
        var config = JSON.parse(document.getElementById('lesson').textContent)
        var next = Number(get('cmi.interactions._count')) || 0
        result.answers.forEach(function (answer, index) {
          var name = 'cmi.interactions.' + (next + index) + '.'
          var right = config.answers[index]
          offer(name + 'id', 'q' + (index + 1))
          offer(name + 'time', clock())
          offer(name + 'type', 'choice')
          offer(name + 'correct_responses.0.pattern', spelled(right))
          offer(name + 'student_response', spelled(answer))
          offer(name + 'result', spelled(right) === spelled(answer) ? 'correct' : 'wrong')
        })
        var kept = JSON.stringify({ answers: result.answers })
        if (kept.length <= ${String(SUSPEND_DATA_LENGTH)}) set('cmi.suspend_data', kept)
      }
      set('cmi.core.lesson_status', result.of === 0 ? 'completed' : result.passed ? 'passed' : 'failed')
      settled = true
      commit()
      return Promise.resolve()
    },
    end: function (seconds) {
      if (!api || !open) return
      open = false
      offer('cmi.core.session_time', span(seconds))
      offer('cmi.core.exit', settled ? '' : 'suspend')
      api.LMSCommit('')
      api.LMSFinish('')
    },
  }
})()
`
