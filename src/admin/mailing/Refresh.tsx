'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

const EVERY_MS = 5000

/** Draws the page again while something is under way. */
export function Refresh(): null {
  const router = useRouter()
  useEffect(() => {
    const timer = setInterval(() => {
      router.refresh()
    }, EVERY_MS)
    return () => {
      clearInterval(timer)
    }
  }, [router])
  return null
}
