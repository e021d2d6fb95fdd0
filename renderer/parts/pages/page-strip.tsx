import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, type ReactNode } from 'react'
import type { PageLine } from '../../../shared/contract/index.ts'
import { pageAddress } from '../../station/media.ts'
import { pageStateWords, partWords } from '../../words/parts.ts'
import { useSay } from '../../words/say.tsx'
import styles from './page-strip.module.css'

interface PageStripProps {
  readonly record: string
  readonly edition: number
  readonly pages: readonly PageLine[]
  readonly current: number
  readonly onGo: (ordinal: number) => void
  /** Places at which something waits for a person. */
  readonly flagged: ReadonlySet<number>
}

/** The pages of a record side by side; only those in sight are drawn. */
export function PageStrip({ record, edition, pages, current, onGo, flagged }: PageStripProps): ReactNode {
  const say = useSay()
  const scroller = useRef<HTMLDivElement>(null)
  const at = pages.findIndex(({ ordinal }) => ordinal === current)
  const virtual = useVirtualizer({ horizontal: true, count: pages.length, getScrollElement: () => scroller.current, estimateSize: () => 84, overscan: 6, getItemKey: (index) => pages[index]?.ordinal ?? index })
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at)
  }, [at, virtual])
  return (
    <div ref={scroller} className={styles.strip} role="group" aria-label={say(partWords.pages)}>
      <div className={styles.row} style={{ width: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, key, start }) => {
          const page = pages[index]
          if (page === undefined) return null
          const waits = page.place !== null && flagged.has(page.place)
          const told = page.state === 'captured' || page.state === 'read' ? null : say(pageStateWords[page.state])
          return (
            <button key={key} type="button" tabIndex={-1} className={`${styles.page ?? ''} ${page.leftOut === null && !page.blank ? '' : styles.folded ?? ''}`} style={{ transform: `translateX(${start}px)` }} aria-current={page.ordinal === current ? 'page' : undefined}
              aria-label={[say(partWords.page, { page: page.place ?? '–' }), told, waits ? say(partWords.waits) : null].filter((part) => part !== null).join(', ')} onClick={() => onGo(page.ordinal)}>
              <img className={styles.picture} src={pageAddress(record, page.ordinal, 'upright', 160, edition)} alt="" loading="lazy" decoding="async" draggable={false} />
              <span className={styles.label}>{page.place ?? '–'}{waits ? <b className={styles.flag}> !</b> : null}{told === null ? null : ` ${told}`}</span>
            </button>
          )
        })}
      </div>
    </div>
  )
}
