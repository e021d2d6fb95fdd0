import { useDeferredValue, useId, useState, type KeyboardEvent, type ReactNode } from 'react'
import { fold } from '../../shared/model/index.ts'
import { workTerms } from '../../shared/words/index.ts'
import { keyName } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { resultTitle } from '../parts/record-title.ts'
import { useStation } from '../station/station.tsx'
import { frameWords } from '../words/frame.ts'
import { useSay } from '../words/say.tsx'
import type { HelpLine } from './help.tsx'
import { go } from './route.ts'
import styles from './palette.module.css'

interface Choice {
  readonly key: string
  readonly label: string
  readonly beside: string
  readonly run: () => void
}

/** Goes anywhere by a few letters: what can be done here, the screens, the records. */
export function Palette({ lines, onClose }: { readonly lines: readonly HelpLine[]; readonly onClose: () => void }): ReactNode {
  const say = useSay()
  const id = useId()
  const [words, setWords] = useState('')
  const [at, setAt] = useState(0)
  const asked = useDeferredValue(words.trim())
  const { data } = useStation('record.search', { words: asked === '' ? ' ' : asked, limit: 8, typing: true }, { enabled: asked.length >= 2 })
  const wanted = fold(words.trim())
  const doable = lines.filter(({ action }) => action.disabled !== true && action.chord !== '?' && fold(action.label).includes(wanted))
  const choices: readonly Choice[] = [
    ...doable.map(({ action }) => ({ key: `${action.label}${action.chord ?? ''}`, label: action.label, beside: action.chord === null ? '' : keyName(action.chord), run: action.run })),
    ...(asked.length < 2 ? [] : data?.hits ?? []).map(({ id: record, result, work }) => ({ key: record, label: [resultTitle(result), result.owners.map(({ name }) => name).join(', ')].filter((part) => part !== '').join(' · '), beside: say(workTerms[work]), run: () => go('records', record) })),
  ]
  const current = Math.min(at, choices.length - 1)
  const choose = (choice: Choice | undefined): void => {
    if (choice === undefined) return
    onClose()
    choice.run()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown') setAt(Math.min(current + 1, choices.length - 1))
    else if (event.key === 'ArrowUp') setAt(Math.max(current - 1, 0))
    else if (event.key === 'Enter') choose(choices[current])
    else return
    event.preventDefault()
  }
  return (
    <Dialog title={say(frameWords.palette)} onClose={onClose}>
      <input autoFocus className={styles.input} value={words} spellCheck={false} autoComplete="off" role="combobox" aria-expanded="true" aria-controls={id} aria-autocomplete="list" aria-label={say(frameWords.paletteHint)} placeholder={say(frameWords.paletteHint)}
        aria-activedescendant={choices.length === 0 ? undefined : `${id}-${current}`} onKeyDown={onKeyDown}
        onChange={(event) => {
          setWords(event.target.value)
          setAt(0)
        }} />
      <ul id={id} role="listbox" aria-label={say(frameWords.palette)} className={styles.list}>
        {choices.map((choice, index) => (
          <li key={choice.key} id={`${id}-${index}`} role="option" aria-selected={index === current} className={styles.choice} onClick={() => choose(choice)}>
            <span>{choice.label}</span><span className="quiet small">{choice.beside}</span>
          </li>
        ))}
      </ul>
      {choices.length === 0 ? <p className="quiet" role="status">{say(frameWords.paletteNothing, { words })}</p> : null}
    </Dialog>
  )
}
