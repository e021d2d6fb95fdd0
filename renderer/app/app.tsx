import { useCallback, useEffect, useState, type ReactNode } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import type { DoorEvent } from '../../shared/contract/index.ts'
import { KeyProvider } from '../keys/keys.tsx'
import { forgetDesks } from '../station/desk.ts'
import { forgetDrafts } from '../station/drafts.ts'
import type { Door } from '../station/door.ts'
import { forgetPictures } from '../station/pictures.ts'
import { FirstRun } from '../screens/first-run/first-run.tsx'
import { useSetup } from '../screens/first-run/setup.ts'
import { StationProvider, useDoor, useStation, useStationEvents } from '../station/station.tsx'
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
  const setup = useSetup()
  const client = useQueryClient()
  const door = useDoor()
  /** Whose drafts and desks stand in this window; nothing of the station is drawn for another before these are gone. */
  const [heldFor, setHeldFor] = useState<string | null>(null)
  const [restarted, setRestarted] = useState(false)
  useStationEvents(useCallback((event: DoorEvent) => {
    if (event.type === 'station' && event.state === 'gone') setRestarted(true)
    if (event.type === 'session' && event.session.phase === 'open') setRestarted(false)
  }, []))
  const phase = session?.phase
  const officer = session?.officer ?? null
  useEffect(() => {
    // What the screens showed is dropped with the lock; what was typed waits for the same officer only.
    if (phase === 'locked') {
      client.removeQueries({ predicate: ({ queryKey: [method] }) => method !== 'session.state' })
      forgetPictures()
    }
    if (officer === null || phase !== 'open') return
    if (heldFor !== null && heldFor !== officer) {
      forgetDrafts()
      forgetDesks(door)
    }
    setHeldFor(officer)
  }, [phase, officer, client, door, heldFor])
  if (session === undefined) return <Connecting />
  if (session.phase === 'absent' || setup.making || (setup.step !== null && session.phase === 'open')) return <FirstRun session={session} />
  if (session.phase === 'open' && officer !== heldFor) return <Connecting />
  if (session.phase === 'open') return <Frame key={session.officer} session={session} />
  return <LockScreen session={session} restarted={restarted} />
}
