import type { ReactNode } from 'react'
import { targetNames, type TargetName } from '../../shared/model/index.ts'
import { targetTerms } from '../../shared/words/index.ts'
import { useStation } from '../station/station.tsx'
import { counterWords } from '../words/counter.ts'
import { useLanguage, useSay } from '../words/say.tsx'
import styles from './delivery-choice.module.css'

interface DeliveryChoiceProps {
  /** Null: the station's default. */
  readonly chosen: readonly TargetName[] | null
  readonly readOnly: boolean
  readonly onChange: (targets: readonly TargetName[]) => void
}

/** Targets to tick; none means on paper only. */
export function DeliveryChoice({ chosen, readOnly, onChange }: DeliveryChoiceProps): ReactNode {
  const say = useSay()
  const language = useLanguage()
  const { data: status } = useStation('station.status', {})
  const configured = Object.keys(status?.configuration.targets ?? {})
  const targets = chosen ?? status?.configuration.deliverTo ?? []
  const toggle = (name: TargetName): void => onChange(targets.includes(name) ? targets.filter((other) => other !== name) : targetNames.filter((other) => other === name || targets.includes(other)))
  return (
    <div className={styles.targets} role="group" aria-label={say(counterWords.deliverTo)}>
      {targetNames.map((name) => {
        const there = configured.includes(name)
        return (
          <label key={name} className={styles.target}>
            <input type="checkbox" checked={targets.includes(name)} disabled={readOnly || (!there && !targets.includes(name))} onChange={() => toggle(name)} />
            <span>{targetTerms[name][language]}{there || status === undefined ? '' : ` (${say(counterWords.notConfigured)})`}</span>
          </label>
        )
      })}
      {targets.length === 0 ? <p className="small">{say(counterWords.paperOnly)}</p> : null}
    </div>
  )
}
