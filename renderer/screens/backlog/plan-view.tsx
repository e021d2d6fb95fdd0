import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { explainError, fill } from '../../../shared/words/index.ts'
import { isErrorCode } from '../../../shared/model/index.ts'
import type { Action } from '../../keys/key-desk.ts'
import { useActions } from '../../keys/keys.tsx'
import { Button } from '../../parts/button.tsx'
import { Failure, Message } from '../../parts/message.tsx'
import { backlogWords } from '../../words/backlog.ts'
import { useLanguage, useSay } from '../../words/say.tsx'
import { useIncoming, useIncomingDesk, type LeftOver } from './incoming.ts'
import { PageThumbnail } from './page-thumbnail.tsx'
import { countPages, findPage, packRows, stepPage, toggleBoundary, type Cursor, type PlannedDocument } from './plan.ts'
import styles from './plan-view.module.css'
import { SplitChoice } from './split-choice.tsx'

/** How a pile would be cut into documents: looked at, changed by key, then taken in. */
export function PlanView({ onBegun }: { readonly onBegun: () => void }): ReactNode {
  const say = useSay()
  const desk = useIncomingDesk()
  const { plan, past, left, phase, error } = useIncoming()
  const [cursor, setCursor] = useState<Cursor>({ document: 0, page: 0 })
  const busy = phase === 'starting'
  const toggle = (): void => {
    const here = plan[cursor.document]?.pages[cursor.page]
    const next = toggleBoundary(plan, cursor)
    desk.change(next)
    if (here !== undefined) setCursor(findPage(next, here))
  }
  const undo: Action = { label: say(backlogWords.undo), chord: 'Ctrl+Z', disabled: past.length === 0 || busy, run: () => {
    const here = plan[cursor.document]?.pages[cursor.page]
    desk.undo()
    if (here !== undefined) setCursor(findPage(past.at(-1) ?? plan, here))
  } }
  const begin: Action = { label: say(busy ? backlogWords.beginning : backlogWords.begin, { documents: plan.length }), chord: 'F8', disabled: plan.length === 0 || busy, run: () => void desk.begin().then((begun) => {
    if (begun) onBegun()
  }) }
  const cut: Action = { label: say(backlogWords.toggle), chord: 'Space', disabled: busy, run: toggle }
  const back: Action = { label: say(backlogWords.back), chord: 'Escape', run: () => desk.look(false) }
  useActions('screen', [begin, cut, undo, back])
  return (
    <div className={styles.view}>
      <header className={styles.head}>
        <div className={styles.title}><h1>{say(backlogWords.plan)}</h1><p className="quiet small">{say(backlogWords.planHint)}</p></div>
        <SplitChoice />
      </header>
      {error === null ? null : <Failure error={error} />}
      {plan.length === 0
        ? <div className={styles.empty}><Message tone="doubt" text={{ what: say(backlogWords.nothing), why: say(backlogWords.nothingWhy), todo: say(backlogWords.nothingTodo) }} actions={[{ label: say(backlogWords.discard), chord: null, run: () => desk.discard() }]} /></div>
        : <Documents cursor={cursor} onCursor={setCursor} onToggle={toggle} />}
      {left.length === 0 ? null : <LeftOvers left={left} />}
      <footer className={styles.foot}>
        <p role="status"><strong>{say(backlogWords.planFigures, { documents: plan.length, pages: countPages(plan) })}</strong></p>
        <Button look="quiet" action={{ label: say(backlogWords.discard), chord: null, run: () => desk.discard() }} />
        <Button look="quiet" action={back} />
        <Button action={undo} />
        <Button action={cut} />
        <Button look="main" action={begin} busy={busy} />
      </footer>
    </div>
  )
}

interface DocumentsProps {
  readonly cursor: Cursor
  readonly onCursor: (cursor: Cursor) => void
  readonly onToggle: () => void
}

/** Width of a page with what stands around it, rem. */
const pageRem = 8.25

/** Strips of pages, one for each document, short ones side by side; only those in sight are drawn. */
function Documents({ cursor, onCursor, onToggle }: DocumentsProps): ReactNode {
  const say = useSay()
  const id = useId()
  const { plan } = useIncoming()
  const scroller = useRef<HTMLDivElement>(null)
  const [perRow, setPerRow] = useState(8)
  const rows = useMemo(() => packRows(plan, perRow), [plan, perRow])
  const row = rows.findIndex(({ first, count }) => cursor.document >= first && cursor.document < first + count)
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: () => 216, overscan: 3, getItemKey: (index) => `${plan[rows[index]?.first ?? 0]?.pages[0]?.file ?? ''} ${plan[rows[index]?.first ?? 0]?.pages[0]?.page ?? index}` })
  useEffect(() => scroller.current?.focus(), [])
  useEffect(() => {
    const list = scroller.current
    if (list === null) return
    const observer = new ResizeObserver(() => setPerRow(Math.max(1, Math.floor(list.clientWidth / (pageRem * Number.parseFloat(getComputedStyle(document.documentElement).fontSize))))))
    observer.observe(list)
    return () => observer.disconnect()
  }, [])
  useEffect(() => {
    if (row >= 0) virtual.scrollToIndex(row)
  }, [row, virtual])
  const onKeyDown = (event: KeyboardEvent): void => {
    const moves: Readonly<Record<string, () => Cursor>> = {
      ArrowRight: () => stepPage(plan, cursor, 1), ArrowLeft: () => stepPage(plan, cursor, -1),
      ArrowDown: () => ({ document: Math.min(cursor.document + 1, plan.length - 1), page: 0 }), ArrowUp: () => ({ document: Math.max(cursor.document - 1, 0), page: 0 }),
      Home: () => ({ document: 0, page: 0 }), End: () => ({ document: plan.length - 1, page: 0 }),
    }
    const move = moves[event.key]
    if (move !== undefined) onCursor(move())
    else if (event.key === ' ' || event.key === 'Enter') onToggle()
    else return
    event.preventDefault()
  }
  return (
    <div ref={scroller} className={styles.list} role="listbox" tabIndex={0} aria-label={say(backlogWords.plan)} aria-activedescendant={`${id}-${cursor.document}-${cursor.page}`} onKeyDown={onKeyDown}>
      <div className={styles.rows} role="presentation" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, key, start }) => {
          const packed = rows[index]
          if (packed === undefined) return null
          return (
            <div key={key} ref={virtual.measureElement} data-index={index} className={styles.packed} role="presentation" style={{ transform: `translateY(${start}px)` }}>
              {plan.slice(packed.first, packed.first + packed.count).map((planned, offset) => <Strip key={`${planned.pages[0]?.file ?? ''} ${planned.pages[0]?.page ?? offset}`} planned={planned} at={packed.first + offset} id={id} cursor={cursor} onCursor={onCursor} />)}
            </div>
          )
        })}
      </div>
    </div>
  )
}

interface StripProps extends Pick<DocumentsProps, 'cursor' | 'onCursor'> {
  readonly planned: PlannedDocument
  /** Its place in the plan, from 0. */
  readonly at: number
  readonly id: string
}

/** The pages of one document side by side. */
function Strip({ planned, at, id, cursor, onCursor }: StripProps): ReactNode {
  const say = useSay()
  const desk = useIncomingDesk()
  const title = say(backlogWords.document, { number: at + 1, name: planned.name })
  return (
    <div className={styles.document} role="group" aria-label={title}>
      <p className={styles.name} aria-hidden="true" title={title}>{title}</p>
      <div className={styles.strip} role="presentation">
        {planned.pages.map(({ file, page }, place) => {
          const current = at === cursor.document && place === cursor.page
          const blank = planned.blank.includes(place + 1)
          return (
            <div key={`${file} ${page}`} id={`${id}-${at}-${place}`} role="option" aria-selected={current} className={`${styles.page ?? ''} ${current ? styles.current ?? '' : ''}`} onClick={() => onCursor({ document: at, page: place })}
              aria-label={[say(backlogWords.pageOf, { page: place + 1, file: desk.nameOf(file) }), blank ? say(backlogWords.blank) : null].filter((part) => part !== null).join(', ')}>
              <PageThumbnail file={page === 1 ? desk.fileOf(file) : undefined} number={page} />
              <span>{place + 1}{blank ? <b className={styles.blank}> {say(backlogWords.blank)}</b> : null}</span>
            </div>
          )
        })}
      </div>
    </div>
  )
}

/** Files and sheets that belong to no document, each with why. */
function LeftOvers({ left }: { readonly left: readonly LeftOver[] }): ReactNode {
  const say = useSay()
  const language = useLanguage()
  const desk = useIncomingDesk()
  return (
    <details className={styles.left}>
      <summary>{say(backlogWords.left, { count: left.length })}</summary>
      <ul>
        {left.map(({ file, page, why }, at) => {
          const name = desk.nameOf(file)
          if (why === null) return <li key={at}>{say(backlogWords.leftSheet, { file: name, page: page ?? 1 })}</li>
          const text = explainError(isErrorCode(why.code) ? why.code : 'internal', why.params, language)
          return <li key={at}>{fill(backlogWords.leftFile[language], { file: name, why: text.what })}</li>
        })}
      </ul>
    </details>
  )
}
