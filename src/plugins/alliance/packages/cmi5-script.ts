/**
 * Reports as a cmi5 assignable unit: launch data first, `initialized` first and `terminated` last, the category only on
 * defined statements, `passed` and `completed` once a registration (cmi5 sections 8 to 11). Answers are kept in a state of
 * our own for the next session.
 */
export const CMI5_REPORT = String.raw`'use strict';
(function () {
  var launch = new URLSearchParams(location.search)
  var need = ['endpoint', 'fetch', 'actor', 'registration', 'activityId']
  var launched = need.every(function (name) { return launch.get(name) })
  var CMI5 = 'https://w3id.org/xapi/cmi5/context/categories/cmi5'
  var MOVE_ON = 'https://w3id.org/xapi/cmi5/context/categories/moveon'
  var MASTERY = 'https://w3id.org/xapi/cmi5/context/extensions/masteryscore'
  var VERBS = {
    initialized: 'http://adlnet.gov/expapi/verbs/initialized',
    answered: 'http://adlnet.gov/expapi/verbs/answered',
    completed: 'http://adlnet.gov/expapi/verbs/completed',
    passed: 'http://adlnet.gov/expapi/verbs/passed',
    failed: 'http://adlnet.gov/expapi/verbs/failed',
    terminated: 'http://adlnet.gov/expapi/verbs/terminated',
  }
  var OWN_STATE = 'quanmei-lesson'
  var actor, token, data, kept = {}, started = Date.now(), isNormal = true, open = false

  function address(path, query) {
    var base = launch.get('endpoint')
    var parameters = new URLSearchParams(query)
    return base + (base.endsWith('/') ? '' : '/') + path + '?' + parameters
  }
  function call(method, path, query, body, more) {
    return fetch(address(path, query), Object.assign({
      method: method,
      headers: Object.assign(
        { Authorization: 'Basic ' + token, 'X-Experience-API-Version': '1.0.3' },
        body === undefined ? {} : { 'Content-Type': 'application/json' },
      ),
      body: body === undefined ? undefined : JSON.stringify(body),
    }, more))
  }
  function stateOf(id) {
    return { stateId: id, activityId: launch.get('activityId'), agent: JSON.stringify(actor), registration: launch.get('registration') }
  }
  function uuid() {
    if (crypto.randomUUID) return crypto.randomUUID()
    return '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, function (digit) {
      return (Number(digit) ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (Number(digit) / 4)))).toString(16)
    })
  }
  function duration() { return 'PT' + ((Date.now() - started) / 1000).toFixed(2) + 'S' }
  /** The context template is the platform's; what we add joins it. */
  function contextOf(categories, extensions) {
    var context = JSON.parse(JSON.stringify(data.contextTemplate || {}))
    context.registration = launch.get('registration')
    if (categories.length > 0) {
      context.contextActivities = context.contextActivities || {}
      context.contextActivities.category = (context.contextActivities.category || []).concat(categories.map(function (id) { return { id: id } }))
    }
    if (extensions) context.extensions = Object.assign({}, context.extensions, extensions)
    return context
  }
  function send(verb, categories, parts, more) {
    parts = parts || {}
    var id = uuid()
    var statement = {
      id: id,
      actor: actor,
      verb: { id: VERBS[verb], display: { en: verb } },
      object: parts.object || { objectType: 'Activity', id: launch.get('activityId') },
      context: contextOf(categories, parts.extensions),
      timestamp: new Date().toISOString(),
    }
    if (parts.result) statement.result = parts.result
    // A name of its own makes a repetition harmless; a lost answer is asked for once more.
    function put() { return call('PUT', 'statements', { statementId: id }, statement, more) }
    return put().catch(put).then(function (response) {
      if (!response.ok) throw new Error(verb + ': ' + response.status)
    })
  }
  function keep() { return call('PUT', 'activities/state', stateOf(OWN_STATE), kept).then(function (response) { if (!response.ok) throw new Error('state: ' + response.status) }) }

  window.QuanmeiReport = {
    start: function () {
      if (!launched) return Promise.resolve({ noPlatform: true })
      actor = JSON.parse(launch.get('actor'))
      return fetch(launch.get('fetch'), { method: 'POST' })
        .then(function (response) { return response.json() })
        .then(function (answer) {
          if (!answer['auth-token']) throw new Error(answer['error-text'] || 'no token')
          token = answer['auth-token']
          return call('GET', 'activities/state', stateOf('LMS.LaunchData'))
        })
        .then(function (response) { if (!response.ok) throw new Error('launch data: ' + response.status); return response.json() })
        .then(function (launchData) {
          data = launchData
          isNormal = !data.launchMode || data.launchMode === 'Normal'
          // Asked for because the specification says so; a lesson has no sound to turn on or off.
          return call('GET', 'agents/profile', { profileId: 'cmi5LearnerPreferences', agent: JSON.stringify(actor) })
        })
        .then(function () { return call('GET', 'activities/state', stateOf(OWN_STATE)) })
        .then(function (response) { return response.ok ? response.json() : {} })
        .then(function (before) { kept = before || {}; return send('initialized', [CMI5]) })
        .then(function () {
          open = true
          return { answers: kept.answers, done: Boolean(kept.completed), readOnly: !isNormal }
        })
    },
    finish: function (result) {
      if (!open || !isNormal) return Promise.resolve()
      var work = Promise.resolve()
      var config = JSON.parse(document.getElementById('lesson').textContent)
      result.answers.forEach(function (answer, index) {
        work = work.then(function () {
          return send('answered', [], {
            object: {
              objectType: 'Activity',
              id: launch.get('activityId') + '#q' + (index + 1),
              definition: {
                type: 'http://adlnet.gov/expapi/activities/cmi.interaction',
                interactionType: 'choice',
                correctResponsesPattern: [config.answers[index].join('[,]')],
                choices: Array.from({ length: config.options[index] }, function (_, option) { return { id: String(option) } }),
              },
            },
            result: { response: answer.join('[,]'), success: String(answer) === String(config.answers[index]) },
          })
        })
      })
      if (!kept.completed) work = work
        .then(function () { return send('completed', [CMI5, MOVE_ON], { result: { completion: true, duration: duration() } }) })
        .then(function () { kept.completed = true; kept.answers = result.answers; return keep() })
      if (result.of > 0 && !kept.passed) work = work.then(function () {
        var mastery = data.masteryScore === undefined ? config.passMark : data.masteryScore
        var passed = result.scaled >= mastery
        var extensions = {}
        extensions[MASTERY] = mastery
        return send(passed ? 'passed' : 'failed', [CMI5, MOVE_ON], {
          result: { success: passed, score: { scaled: result.scaled, raw: result.right, min: 0, max: result.of }, duration: duration() },
          extensions: extensions,
        }).then(function () { kept.passed = passed; kept.answers = result.answers; return keep() })
      })
      return work
    },
    end: function () {
      if (!open) return
      open = false
      send('terminated', [CMI5], { result: { duration: duration() } }, { keepalive: true }).catch(function () {})
    },
  }
})()
`
