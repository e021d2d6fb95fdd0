import type { ReactNode } from 'react'
import { useStation } from '../../station/station.tsx'
import { counterWords } from '../../words/counter.ts'
import { useSay } from '../../words/say.tsx'
import styles from './people-panel.module.css'

/** The words of the conversion mark (Decree 137/2024 Art. 4) as they would stand on this page now. */
export function MarkPreview({ id }: { readonly id: string }): ReactNode {
  const say = useSay()
  const { data } = useStation('mark.preview', { id })
  if (data === undefined) return null
  return (
    <section className={styles.panel} aria-label={say(counterWords.mark)}>
      <h2 className={styles.title}>{say(counterWords.mark)}</h2>
      <ul className={styles.mark}>{data.lines.map((line) => <li key={line}>{line}</li>)}</ul>
    </section>
  )
}
