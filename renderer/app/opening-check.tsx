import { useEffect, type ReactNode } from 'react'
import { doctorText, doctorTexts } from '../../shared/words/index.ts'
import { Desk, useDesk, useDeskState } from '../station/desk.ts'
import type { Door } from '../station/door.ts'
import { frameWords } from '../words/frame.ts'
import { useLanguage, useSay } from '../words/say.tsx'
import styles from './banners.module.css'
import { go, useRoute } from './route.ts'
import { toldChecks, type Check } from './told-checks.ts'

/** What the station said of itself last. It is asked when the counter is come to, never by a clock: a question counts as somebody's presence. */
class CheckUp extends Desk<readonly Check[]> {
  constructor(door: Door) {
    super(door, [])
  }

  look(): void {
    // A station that is locked meanwhile tells so itself; the line keeps what it last knew.
    this.door.call('station.doctor', {}).then(({ checks }) => this.set(checks), () => undefined)
  }
}

const signs = { good: '✓', attention: '?', bad: '!' } as const

/** Data, clock, certificate, backup, disk: one quiet line, loud only where something is to be done. */
export function OpeningCheck(): ReactNode {
  const say = useSay()
  const language = useLanguage()
  const { screen } = useRoute()
  const desk = useDesk(CheckUp, (door) => new CheckUp(door))
  const checks = useDeskState(desk)
  const atCounter = screen === 'counter'
  useEffect(() => {
    if (atCounter || desk.now().length === 0) desk.look()
  }, [atCounter, desk])
  const told = toldChecks(checks, atCounter)
  if (told.length === 0) return null
  return (
    <div className={styles.opening} role="status" aria-label={say(frameWords.openingCheck)}>
      {told.map(({ check, state, params }) => (
        <span key={check} className={styles[state]}><span aria-hidden="true">{signs[state]}</span> {doctorTexts[check].name[language]}: {doctorText(check, state, params, language)}</span>
      ))}
      {told.every(({ state }) => state === 'good') ? null : <button type="button" className={styles.link} onClick={() => go('settings')}>{say(frameWords.openSettings)}</button>}
    </div>
  )
}
