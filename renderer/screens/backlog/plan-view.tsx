import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
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
import { countPages, findPage, stepPage, toggleBoundary, type Cursor } from './plan.ts'
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

/** Strips of pages, one for each document; only those in sight are drawn. */
function Documents({ cursor, onCursor, onToggle }: DocumentsProps): ReactNode {
  const say = useSay()
  const id = useId()
  const desk = useIncomingDesk()
  const { plan } = useIncoming()
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({ count: plan.length, getScrollElement: () => scroller.current, estimateSize: () => 216, overscan: 3, getItemKey: (index) => `${plan[index]?.pages[0]?.file ?? ''} ${plan[index]?.pages[0]?.page ?? index}` })
  useEffect(() => scroller.current?.focus(), [])
  useEffect(() => virtual.scrollToIndex(cursor.document), [cursor.document, virtual])
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
          const document = plan[index]
          if (document === undefined) return null
          const title = say(backlogWords.document, { number: index + 1, name: document.name })
          return (
            <div key={key} ref={virtual.measureElement} data-index={index} className={styles.document} role="group" aria-label={title} style={{ transform: `translateY(${start}px)` }}>
              <p className={styles.name} aria-hidden="true"><span>{title}</span><span className="quiet code">{say(backlogWords.pageCount, { pages: document.pages.length })}</span></p>
              <div className={styles.strip} role="presentation">
                {document.pages.map(({ file, page }, at) => {
                  const current = index === cursor.document && at === cursor.page
                  const blank = document.blank.includes(at + 1)
                  return (
                    <div key={`${file} ${page}`} id={`${id}-${index}-${at}`} role="option" aria-selected={current} className={`${styles.page ?? ''} ${current ? styles.current ?? '' : ''}`} onClick={() => onCursor({ document: index, page: at })}
                      aria-label={[say(backlogWords.pageOf, { page: at + 1, file: desk.nameOf(file) }), blank ? say(backlogWords.blank) : null].filter((part) => part !== null).join(', ')}>
                      <PageThumbnail file={page === 1 ? desk.fileOf(file) : undefined} number={page} />
                      <span>{at + 1}{blank ? <b className={styles.blank}> {say(backlogWords.blank)}</b> : null}</span>
                    </div>
                  )
                })}
              </div>
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
