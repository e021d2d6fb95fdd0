import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import type { FieldName } from '../../../shared/model/index.ts'
import { go, useRoute } from '../../app/route.ts'
import type { Action } from '../../keys/key-desk.ts'
import { useActions } from '../../keys/keys.tsx'
import { Button } from '../../parts/button.tsx'
import { Failure } from '../../parts/message.tsx'
import { PageStrip } from '../../parts/page-strip.tsx'
import { PageView } from '../../parts/page-view.tsx'
import { ProgressBar } from '../../parts/progress-bar.tsx'
import { titleOf } from '../../parts/record-title.ts'
import { StepLine } from '../../parts/step-line.tsx'
import { openQuestions } from '../../parts/steps.ts'
import { useUnsaved } from '../../station/drafts.ts'
import { useStation } from '../../station/station.tsx'
import { counterWords } from '../../words/counter.ts'
import { frameWords } from '../../words/frame.ts'
import { useSay } from '../../words/say.tsx'
import { DossierBar } from './dossier-bar.tsx'
import { FieldsPanel } from './fields-panel.tsx'
import { HandoverDialog } from '../../record/handover-dialog.tsx'
import { useIntakeDesk } from '../../record/intake.ts'
import { IntakeBar } from '../../record/intake-bar.tsx'
import { MarkPreview } from './mark-preview.tsx'
import { PeoplePanel } from './people-panel.tsx'
import type { Shown } from '../../record/shown.ts'
import { doubtBelow } from '../../record/doubts.ts'
import { Questions } from './questions.tsx'
import { ResultPanel } from './result-panel.tsx'
import { fieldOrder, nextStop, stopsOf, type Stop } from './review-order.ts'
import { useScanProfile } from '../../record/scan-profile.ts'
import { SignDialog } from '../../record/sign-dialog.tsx'
import { useEffort } from './use-effort.ts'
import { usePageTurning } from '../../record/use-page-turning.ts'
import { useReview } from './use-review.ts'
import { useSigning } from './use-signing.ts'
import styles from './desk.module.css'

/** One record on the counter: from the first page in to the receipt. */
export function Desk({ id }: { readonly id: string }): ReactNode {
  const say = useSay()
  const { data: record, error } = useStation('record.show', { id })
  if (record !== undefined) return <OpenDesk key={id} record={record} />
  if (error !== null) return <div className={styles.alone}><Failure error={error} actions={[{ label: say(counterWords.next), chord: null, run: () => go('counter') }]} /></div>
  return <p className={styles.alone} role="status">{say(frameWords.loading)}</p>
}

/** What is typed is saved by leaving its field. */
const leaveField = (): void => {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
}

const focusStop = (stop: string): void => {
  const place = document.querySelector(`[data-stop="${stop}"]`)
  const target = place?.querySelector('textarea, input') ?? place?.querySelector('button')
  if (target instanceof HTMLElement) target.focus()
}

function OpenDesk({ record }: { readonly record: Shown }): ReactNode {
  const say = useSay()
  const { id } = record
  const review = useReview(id)
  const intake = useIntakeDesk()
  const { choice } = useScanProfile()
  const effort = useEffort(id, review.corrections)
  const signing = useSigning(record, effort.tell)
  const [current, setCurrent] = useState<FieldName | null>(null)
  const [wanted, setWanted] = useState(false)
  const [close, setClose] = useState(false)
  const [handover, setHandover] = useState(false)
  const signButton = useRef<HTMLButtonElement>(null)
  const { pages, page, goTo, goToPlace, actions: turning } = usePageTurning(id)
  const stops = stopsOf(record)
  const unread = ['capturing', 'captured', 'cleaned', 'recognised'].includes(record.state.work)
  const title = unread ? say(counterWords.unreadPaper) : titleOf(record)
  const places = pages?.pages.filter(({ place }) => place !== null).length ?? record.pages
  const editable = ['extracted', 'awaiting review', 'reviewed', "awaiting the agency's signature"].includes(record.state.work)
  const evidence = current === null ? null : record.fields[current]?.evidence ?? null
  const lit = evidence !== null && page?.place === evidence.page ? evidence.box : null

  const focusNext = (from: Stop | null): void => {
    const stop = nextStop(stops, from)
    if (stop === null) signButton.current?.focus()
    else focusStop(stop)
  }
  const enter = (name: FieldName): void => {
    setCurrent(name)
    const place = record.fields[name]?.evidence?.page
    if (place !== undefined) goToPlace(place)
  }

  const ready = record.state.work === 'awaiting review' || editable
  useEffect(() => {
    // Once, when there is something to decide: the cursor goes where a person is needed.
    if (ready) focusNext(null)
  }, [ready])

  // Nothing is signed while a typed value is not kept: F8 waits for it, and goes to one that was refused.
  const unsaved = useUnsaved(`${id}/`).map((key) => key.slice(id.length + 1)).filter((name) => name === 'dossier' || fieldOrder.some((field) => field === name))
  useEffect(() => {
    if (!wanted || review.saving.size > 0 || review.busy) return
    setWanted(false)
    const [left] = unsaved
    if (left !== undefined) focusStop(left)
    else if (stops.length > 0) focusNext(null)
    else signing.start()
  }, [wanted, review.saving, review.busy, unsaved.length])

  const newest = pages?.pages.at(-1)?.ordinal
  const arriving = record.state.work === 'capturing'
  useEffect(() => {
    if (arriving && newest !== undefined) goTo(newest)
  }, [arriving, newest])

  const next: Action = { label: say(counterWords.nextDoubt), chord: 'Enter', run: () => focusNext(current), disabled: !editable }
  const acceptAll: Action = { label: say(counterWords.acceptAll), chord: 'Ctrl+Enter', run: () => {
    leaveField()
    review.decide({ accept: true })
  }, disabled: !editable || stops.length === 0 }
  const sign: Action = {
    label: say(signing.mayOnlyQueue ? counterWords.toQueue : counterWords.sign), chord: 'F8', disabled: !editable || signing.busy || wanted, run: () => {
      leaveField()
      setWanted(true)
    },
  }
  const zoom: Action = { label: say(close ? counterWords.zoomOut : counterWords.zoomIn), chord: 'Alt+Z', run: () => setClose(!close) }
  const desk: Action = { label: say(counterWords.pageDesk), chord: 'F6', run: () => go('pages', id) }
  const { from } = useRoute()
  const leave = (): void => go(from ?? 'counter')
  const back: Action = { label: say(from === null ? counterWords.next : frameWords.back), chord: 'Escape', run: leave }
  const over = signing.finished(record)
  useActions('screen', over ? [...turning, back] : [sign, next, acceptAll, ...turning, zoom, desk, back])

  const flagged = useMemo(() => new Set([
    ...Object.values(record.fields).flatMap((field) => (field.accepted || field.evidence === null ? [] : [field.evidence.page])),
    ...record.findings.flatMap(({ page: place, overruled }) => (place === null || overruled !== null ? [] : [place])),
  ]), [record])

  const { data: words } = useStation('page.words', { id, ordinal: page?.ordinal ?? 1 }, { enabled: page?.state === 'read' })
  const wordsHere = words?.ordinal === page?.ordinal ? words?.words ?? [] : []
  const doubtfulHere = useMemo(() => (lit === null ? [] : wordsHere.filter(({ confidence, box }) => confidence < doubtBelow && box.y >= lit.y - 4 && box.y + box.height <= lit.y + lit.height + 4).map(({ box }) => box)), [wordsHere, lit])

  if (over) {
    const first = pages?.pages.find(({ place }) => place === 1)
    return (
      <>
        <ResultPanel record={record} title={title} review={review} firstPage={first === undefined || pages === undefined ? null : { ordinal: first.ordinal, edition: pages.edition }} onHandover={() => setHandover(true)} onHistory={() => go('records', id)}
          onNext={() => {
            effort.tell()
            leave()
          }}
          onScan={() => {
            effort.tell()
            go('counter')
            void intake.scan(choice, {}, (next) => go('counter', next))
          }} />
        {handover ? <HandoverDialog ids={[id]} title={title} onClose={() => setHandover(false)} /> : null}
      </>
    )
  }
  return (
    <div className={styles.desk}>
      <DossierBar record={record} review={review} />
      <IntakeBar record={record} />
      {signing.busy ? <ProgressBar text={say(counterWords.signing)} done={null} action={null} /> : null}
      <div className={styles.body}>
        <div className={styles.page}>
          {page === undefined || pages === undefined ? <p className={styles.alone} role="status">{say(frameWords.loading)}</p> : (
            <PageView label={say(counterWords.pageView, { page: page.place ?? '–', total: places })} look={page.state === 'captured' ? 'raw' : 'upright'} zoom={close ? Math.max(0.35, 130 / (page.dpi ?? 300)) : 'page'} lit={lit} doubtful={doubtfulHere}
              page={{ record: id, ordinal: page.ordinal, widthPx: page.widthPx, heightPx: page.heightPx, edition: pages.edition }} />
          )}
        </div>
        <div className={styles.side}>
          <header className={styles.head}><h1>{title}</h1><span className="code quiet">{page?.place ?? '–'}/{places}</span></header>
          <Questions record={record} review={review} onPage={goToPlace} />
          {signing.error === null ? null : <div className={styles.failure}><Failure error={signing.error} /></div>}
          <FieldsPanel record={record} review={review} pages={pages} readOnly={!editable} current={current} words={wordsHere} onEnter={enter} onLeave={() => setCurrent(null)} onNext={focusNext} />
          <PeoplePanel record={record} review={review} readOnly={!editable} />
          {record.origin === 'scan' ? <MarkPreview id={id} /> : null}
        </div>
      </div>
      {pages === undefined || page === undefined || pages.pages.length < 2 ? null : <PageStrip record={id} edition={pages.edition} pages={pages.pages} current={page.ordinal} flagged={flagged} onGo={goTo} />}
      <footer className={styles.foot}>
        <StepLine record={record} />
        <p className="quiet" role="status">{!editable ? '' : stops.length === 0 ? say(counterWords.nothingLeft) : say(counterWords.leftToReview, { count: openQuestions(record) })}</p>
        <div className={styles.actions}>
          <Button look="quiet" action={desk} />
          {stops.length === 0 ? null : <Button action={acceptAll} busy={review.busy} />}
          {stops.length === 0 ? null : <Button action={next} />}
          <Button ref={signButton} look="main" action={sign} busy={signing.busy} />
        </div>
      </footer>
      {signing.asking ? <SignDialog busy={signing.busy} error={signing.error} onSign={signing.sign} onClose={signing.dismiss} /> : null}
    </div>
  )
}
