import { Component, useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import type { SessionState } from '../../shared/contract/index.ts'
import type { Action } from '../keys/key-desk.ts'
import { useActions, useKeyDesk } from '../keys/keys.tsx'
import { Button, keyName } from '../parts/button.tsx'
import { watchForFiles } from '../parts/fields/given-files.ts'
import { Message } from '../parts/message.tsx'
import { screens } from '../screens/index.ts'
import { useCall, useDoor } from '../station/station.tsx'
import { frameWords } from '../words/frame.ts'
import { useSay } from '../words/say.tsx'
import { Banners } from './banners.tsx'
import { Help, type HelpLine } from './help.tsx'
import { Palette } from './palette.tsx'
import { go, useRoute } from './route.ts'
import styles from './frame.module.css'

type Open = { readonly layer: 'none' } | { readonly layer: 'help' | 'palette'; readonly lines: readonly HelpLine[] }

/** Rail, bars, and the screen of the route; the keys that work everywhere. */
export function Frame({ session }: { readonly session: SessionState }): ReactNode {
  const say = useSay()
  const route = useRoute()
  const desk = useKeyDesk()
  const lock = useCall('session.lock')
  const [open, setOpen] = useState<Open>({ layer: 'none' })
  useIdleClock()
  useEffect(watchForFiles, [])
  useLayoutEffect(() => {
    // What is pressed on other screens is no record's effort; the first key on the next one is.
    if (route.screen === 'counter' || route.screen === 'pages') return
    return () => void desk.takeKeys()
  }, [route.screen, desk])
  const show = (layer: 'help' | 'palette') => () => setOpen({ layer, lines: desk.actions().map(({ level, action }) => ({ action, everywhere: level === 'app' })) })
  const close = (): void => setOpen({ layer: 'none' })
  const places = screens.filter(({ chord }) => chord !== null)
  const help: Action = { label: say(frameWords.help), chord: 'F1', run: show('help') }
  const palette: Action = { label: say(frameWords.palette), chord: 'Ctrl+K', run: show('palette') }
  const lockNow: Action = {
    label: say(frameWords.lock), chord: 'Ctrl+L', run: () => {
      // A field is saved when it is left, and the lock comes after it.
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
      lock.mutate({ params: {} })
    },
  }
  useActions('app', [
    help, { ...help, chord: '?' }, palette, lockNow,
    ...places.map(({ name, title, chord }) => ({ label: say(title), chord, run: () => go(name) })),
  ])
  const screen = screens.find(({ name }) => name === route.screen) ?? screens[0]
  const Screen = screen?.component
  return (
    <div className={styles.frame}>
      <nav className={styles.rail} aria-label={say(frameWords.screens)}>
        <ul>
          {places.map(({ name, title, chord }) => (
            <li key={name}>
              <a className={styles.place} href={`#/${name}`} aria-current={route.screen === name ? 'page' : undefined}>
                {say(title)}
                {chord === null ? null : <span className={styles.placeKey} aria-hidden="true">{keyName(chord)}</span>}
              </a>
            </li>
          ))}
        </ul>
        <div className={styles.foot}>
          <p className={styles.officer} title={say(frameWords.signedInAs, { officer: session.officer ?? '' })}>{session.officer === '' ? say(frameWords.withRecoveryKey) : session.officer}</p>
          <Button look="quiet" action={{ ...lockNow, label: say(frameWords.lockShort) }} />
          <Button look="quiet" action={{ ...help, label: say(frameWords.helpKeys) }} />
        </div>
      </nav>
      <div className={styles.main}>
        <Banners training={session.training === true} />
        <Catch key={`${route.screen} ${route.record ?? ''}`} fallback={(retry) => (
          <Message tone="failure" text={{ what: say(frameWords.screenFailed), why: '', todo: say(frameWords.screenFailedTodo) }} actions={[{ label: say(frameWords.reopen), chord: null, run: retry }]} />
        )}>
          <main className={styles.screen}>{Screen === undefined ? null : <Screen record={route.record} />}</main>
        </Catch>
      </div>
      {open.layer === 'help' ? <Help lines={open.lines} onClose={close} /> : null}
      {open.layer === 'palette' ? <Palette lines={open.lines} onClose={close} /> : null}
    </div>
  )
}

/** Somebody who types or points is at work, though nothing is asked of the station meanwhile: it hears so once a minute. */
function useIdleClock(): void {
  const door = useDoor()
  const active = useRef(false)
  useEffect(() => {
    const mark = (): void => {
      active.current = true
    }
    const tell = setInterval(() => {
      if (!active.current || !door.isThere()) return
      active.current = false
      door.call('officer.list', {}).catch(() => undefined)
    }, 60_000)
    for (const name of ['keydown', 'pointerdown', 'wheel'] as const) window.addEventListener(name, mark, { passive: true })
    return () => {
      clearInterval(tell)
      for (const name of ['keydown', 'pointerdown', 'wheel'] as const) window.removeEventListener(name, mark)
    }
  }, [door])
}

interface CatchProps {
  readonly children: ReactNode
  readonly fallback: (retry: () => void) => ReactNode
}

/** A screen that fails takes nothing else with it. */
class Catch extends Component<CatchProps, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true }
  }

  override render(): ReactNode {
    return this.state.failed ? this.props.fallback(() => this.setState({ failed: false })) : this.props.children
  }
}
