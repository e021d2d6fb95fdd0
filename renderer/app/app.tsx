import { useEffect, useRef, type ReactNode } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { KeyProvider } from '../keys/keys.tsx'
import { forgetDrafts } from '../station/drafts.ts'
import type { Door } from '../station/door.ts'
import { forgetPictures } from '../station/pictures.ts'
import { StationProvider, useStation } from '../station/station.tsx'
import { LanguageProvider } from '../words/say.tsx'
import { Frame } from './frame.tsx'
import { LockScreen } from './lock-screen.tsx'
import { useLook, usePreferences } from './preferences.ts'
import { Connecting } from './banners.tsx'

/** The window: its look, its language, its keys, and the station behind `door`. */
export function App({ door }: { readonly door: Door }): ReactNode {
  const preferences = usePreferences()
  useLook(preferences)
  return (
    <LanguageProvider language={preferences.language}>
      <KeyProvider>
        <StationProvider door={door}><Gate /></StationProvider>
      </KeyProvider>
    </LanguageProvider>
  )
}

/** What the session allows to be seen: nothing of the station while it is locked. */
function Gate(): ReactNode {
  const { data: session } = useStation('session.state', {})
  const client = useQueryClient()
  const lastOfficer = useRef<string | null>(null)
  const phase = session?.phase
  const officer = session?.officer ?? null
  useEffect(() => {
    // What the screens showed is dropped with the lock; what was typed waits for the same officer only.
    if (phase === 'locked') {
      client.removeQueries({ predicate: ({ queryKey: [method] }) => method !== 'session.state' })
      forgetPictures()
    }
    if (officer === null || phase !== 'open') return
    if (lastOfficer.current !== null && lastOfficer.current !== officer) forgetDrafts()
    lastOfficer.current = officer
  }, [phase, officer, client])
  if (session === undefined) return <Connecting />
  if (session.phase === 'open') return <Frame key={session.officer} session={session} />
  return <LockScreen session={session} />
}
