'use client'

import { useDocumentTitle } from '@payloadcms/ui'
import { useEffect } from 'react'

/** Puts the text where the document's title stands; the list and the search keep the field Payload takes it from. */
export function DocumentHeading({ text }: { readonly text: string }): null {
  const { setDocumentTitle, title } = useDocumentTitle()
  // Payload sets its own whenever the document's data arrive, after the effects of what it contains: ours comes later.
  useEffect(() => {
    if (title === text) return undefined
    const timer = setTimeout(() => {
      setDocumentTitle(text)
    })
    return () => {
      clearTimeout(timer)
    }
  }, [setDocumentTitle, text, title])
  return null
}
