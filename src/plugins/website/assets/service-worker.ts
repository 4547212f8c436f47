/**
 * Keeps what was read, so that it opens without a network. The network always comes first for pages: what is corrected
 * or withdrawn is never answered from here while there is one, and what is gone is forgotten. It touches documents and
 * the files pages are drawn with, and leaves everything else alone (admin, feeds, search, films).
 */
import { CONTENT_TYPES } from '@/core'

import { OFFLINE_PATH } from '../pages/addresses'
import { FILES_CACHE, PAGES_CACHE, SHELL_CACHE } from './caches'
import { SCRIPT_PATH } from './script'
import { STYLE_PATH } from './style'

const PAGES_KEPT = 60
const FILES_KEPT = 120

const SOURCE = `'use strict'
const PAGES = '${PAGES_CACHE}'
const FILES = '${FILES_CACHE}'
const SHELL = '${SHELL_CACHE}'
const isPage = /^\\/(?:$|(?:${CONTENT_TYPES.join('|')})\\/)/
const isFile = /^\\/(?:assets\\/|media\\/.*\\.(?:avif|webp|jpe?g|png|svg)$)/i

async function trim(cache, most) {
  const keys = await cache.keys()
  await Promise.all(keys.slice(0, Math.max(0, keys.length - most)).map((key) => cache.delete(key)))
}

async function page(request) {
  const cache = await caches.open(PAGES)
  let answer
  try {
    answer = await fetch(request)
  } catch {
    return (await cache.match(request, { ignoreSearch: true })) ?? (await caches.match('${OFFLINE_PATH}')) ?? Response.error()
  }
  // Put anew, so that the one read longest ago comes first and goes first.
  if (answer.status === 200 && !answer.redirected) {
    const copy = answer.clone()
    await cache.delete(request)
    await cache.put(request, copy)
    await trim(cache, ${String(PAGES_KEPT)})
  } else if (answer.status === 404 || answer.status === 410) await cache.delete(request)
  return answer
}

async function file(request) {
  const cache = await caches.open(FILES)
  const kept = (await cache.match(request)) ?? (await caches.match(request))
  if (kept && new URL(request.url).pathname.startsWith('/assets/')) return kept
  let answer
  try {
    answer = await fetch(request)
  } catch {
    return kept ?? Response.error()
  }
  if (answer.status === 200) {
    await cache.put(request, answer.clone())
    await trim(cache, ${String(FILES_KEPT)})
  } else if (answer.status === 404 || answer.status === 410) await cache.delete(request)
  return answer
}

addEventListener('install', (event) => {
  event.waitUntil(caches.open(SHELL)
    .then((cache) => cache.addAll(['${OFFLINE_PATH}', '${STYLE_PATH}', '${SCRIPT_PATH}']))
    .then(() => skipWaiting()))
})

addEventListener('activate', (event) => {
  event.waitUntil(caches.keys().then((names) => Promise.all(
    names.filter((name) => name.startsWith('quanmei-') && ![PAGES, FILES, SHELL].includes(name)).map((name) => caches.delete(name)),
  )).then(() => clients.claim()))
})

addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== location.origin) return
  if (request.mode === 'navigate' && isPage.test(url.pathname)) event.respondWith(page(request))
  else if (isFile.test(url.pathname)) event.respondWith(file(request))
})
`

export const SERVICE_WORKER = new TextEncoder().encode(SOURCE)
