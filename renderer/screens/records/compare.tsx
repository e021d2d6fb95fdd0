import { useState, type ReactNode } from 'react'
import type { PageLine, PageList } from '../../../shared/contract/index.ts'
import type { Action } from '../../keys/key-desk.ts'
import { useActions } from '../../keys/keys.tsx'
import { Button } from '../../parts/button.tsx'
import { FinalPage } from '../../parts/pages/final-page.tsx'
import { PageView } from '../../parts/pages/page-view.tsx'
import type { PageLook } from '../../station/media.ts'
import { recordWords } from '../../words/records.ts'
import { useSay } from '../../words/say.tsx'
import styles from './record-screen.module.css'

interface CompareProps {
  readonly pages: PageList
  readonly page: PageLine
  /** A finished PDF is there. */
  readonly finished: boolean
  /** PageUp and PageDown. */
  readonly turning: readonly Action[]
}

const captions = { final: recordWords.finalPage, raw: recordWords.rawPage, upright: recordWords.uprightPage } as const

/** A page as it stands in the electronic copy beside the scan it was made from. */
export function Compare({ pages, page, finished, turning }: CompareProps): ReactNode {
  const say = useSay()
  const choices: readonly (readonly PageLook[])[] = finished && page.place !== null ? [['final', 'raw'], ['final'], ['raw'], ['final', 'upright']] : [['upright', 'raw'], ['upright'], ['raw']]
  const [chosen, setChosen] = useState(0)
  const looks = choices[chosen % choices.length] ?? []
  const other: Action = { label: say(recordWords.otherLook), chord: 'Alt+V', run: () => setChosen((chosen + 1) % choices.length) }
  useActions('part', [other])
  const label = (look: PageLook): string => say(captions[look], { page: look === 'final' ? page.place ?? '–' : page.ordinal })
  return (
    <section className={styles.compare} aria-label={say(recordWords.compare)}>
      <div className={styles.bar}>
        <span className="code">{page.place ?? '–'}/{pages.pages.filter(({ place }) => place !== null).length}{page.place === null ? ` · ${say(recordWords.leftOut)}` : ''}{finished ? '' : ` · ${say(recordWords.notFinal)}`}</span>
        <span>{turning.map((action) => <Button key={action.chord} look="quiet" action={action} />)}<Button look="quiet" action={other} /></span>
      </div>
      <div className={styles.beside}>
        {looks.map((look) => (
          <div key={look} className={styles.look}>
            <p className={styles.caption}>{label(look)}</p>
            {look === 'final' && page.place !== null
              ? <FinalPage record={pages.record} place={page.place} edition={pages.edition} widthPx={page.widthPx} heightPx={page.heightPx} label={label(look)} />
              : <PageView label={label(look)} look={look} zoom="page" page={{ record: pages.record, ordinal: page.ordinal, widthPx: page.widthPx, heightPx: page.heightPx, edition: pages.edition }} />}
          </div>
        ))}
      </div>
    </section>
  )
}
