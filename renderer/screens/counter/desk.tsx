import { useEffect, useRef, useState, type ReactNode } from 'react'
import { go, useRoute } from '../../app/route.ts'
import type { Action } from '../../keys/key-desk.ts'
import { useActions } from '../../keys/keys.tsx'
import { Button } from '../../parts/button.tsx'
import { Failure } from '../../parts/message.tsx'
import { PageStrip } from '../../parts/pages/page-strip.tsx'
import { addedStrips } from '../../parts/pages/added-strips.ts'
import { PageView } from '../../parts/pages/page-view.tsx'
import { ProgressBar } from '../../parts/progress-bar.tsx'
import { titleOf } from '../../parts/record-title.ts'
import { StepLine } from '../../parts/step-line.tsx'
import { openQuestions } from '../../parts/steps.ts'
import { HereBefore } from '../../record/intake/here-before.tsx'
import { IntakeBar } from '../../record/intake/intake-bar.tsx'
import { OriginalPages } from '../../record/original-pages.tsx'
import { ReadSoFar } from '../../record/intake/read-so-far.tsx'
import type { Shown } from '../../record/shown.ts'
import { SignatureFrames, useSignaturePlaces } from '../../record/signing/signature-places.tsx'
import { SignDialog } from '../../record/signing/sign-dialog.tsx'
import { usePageTurning } from '../../record/use-page-turning.ts'
import { useStation } from '../../station/station.tsx'
import { counterWords } from '../../words/counter.ts'
import { frameWords } from '../../words/frame.ts'
import { useSay } from '../../words/say.tsx'
import { BeforeSigning } from './before-signing.tsx'
import { DossierBar } from './dossier-bar.tsx'
import { FieldsPanel } from './fields-panel.tsx'
import { FinishedDesk } from './finished-desk.tsx'
import { MarkPreview } from './mark-preview.tsx'
import { PeoplePanel } from './people-panel.tsx'
import { Questions } from './questions.tsx'
import { nextStop, stopsOf, type Stop } from './review-order.ts'
import { useEffort } from './use-effort.ts'
import { useEvidence } from './use-evidence.ts'
import { useReview } from './use-review.ts'
import { useSignWhenKept } from './use-sign-when-kept.ts'
import { useSigning } from './use-signing.ts'
import styles from './desk.module.css'

/** One record on the counter: from the first page in to the receipt. */
export function Desk({ id }: { readonly id: string }): ReactNode {
  const say = useSay()
  const { data: record, error } = useStation('record.show', { id })
  if (record !== undefined) return <OpenDesk key={id} told={record} />
  if (error !== null) return <div className={styles.alone}><Failure error={error} actions={[{ label: say(counterWords.next), chord: null, run: () => go('counter') }]} /></div>
  return <p className={styles.alone} role="status">{say(frameWords.loading)}</p>
}

/** Puts the cursor where something waits. */
const focusStop = (stop: string): void => {
  const place = document.querySelector(`[data-stop="${stop}"]`)
  const target = place?.querySelector('textarea, input') ?? place?.querySelector('button')
  if (target instanceof HTMLElement) target.focus()
}

function OpenDesk({ told }: { readonly told: Shown }): ReactNode {
  const say = useSay()
  const { from } = useRoute()
  const { id } = told
  // Asked for here too: a render for what this desk keeps itself must not decide by the record of the render above it.
  const { data: record = told, isFetching } = useStation('record.show', { id })
  const review = useReview(id)
  const effort = useEffort(id, review.corrections)
  const signing = useSigning(record, effort.tell)
  const [close, setClose] = useState(false)
  const signButton = useRef<HTMLButtonElement>(null)
  const { pages, page, goTo, goToPlace, actions: turning } = usePageTurning(id)
  const { current, enter, leave, lit, words, doubtful, flagged } = useEvidence(record, page, goToPlace)
  const { work } = record.state
  const stops = stopsOf(record)
  const title = ['capturing', 'captured', 'cleaned', 'recognised'].includes(work) ? say(counterWords.unreadPaper) : titleOf(record)
  const pageCount = pages?.pages.filter(({ place }) => place !== null).length ?? record.pages
  const editable = ['extracted', 'awaiting review', 'reviewed', "awaiting the agency's signature"].includes(work)
  const over = signing.finished(record)
  const toBeSigned = editable && record.origin === 'scan'
  // Only once nothing is left to decide: until then the page belongs to what is reviewed.
  const places = useSignaturePlaces(id, toBeSigned && stops.length === 0)

  const focusNext = (stop: Stop | null): void => {
    // What is being kept just now needs nobody again, unless the station refuses it.
    const next = nextStop(stops.filter((one) => one === 'question' || !review.saving.has(one)), stop)
    if (next === null) signButton.current?.focus()
    else focusStop(next)
  }
  useEffect(() => {
    // Once, when there is something to decide: the cursor goes where a person is needed.
    if (editable) focusNext(null)
  }, [editable])
  const newest = pages?.pages.at(-1)?.ordinal
  useEffect(() => {
    // Pages are seen as they come; then the first one.
    if (work !== 'capturing' || newest === undefined) return
    goTo(newest)
    return () => goToPlace(1)
  }, [work, newest])
  const whenKept = useSignWhenKept({ id, stops, fresh: !isFetching }, review, { asks: signing.expected() !== null, onUnsaved: focusStop, onStops: () => focusNext(null), onKept: signing.start })

  // The field for a PIN stands there in the moment of F8: digits typed ahead into nothing would make a wrong PIN of a right one.
  const asked = signing.question ?? (whenKept.willAsk || whenKept.held ? signing.expected() : null)

  const closeQuestion = (): void => {
    whenKept.dismiss()
    signing.dismiss()
  }
  const goBack = (): void => go(from ?? 'counter')
  const next: Action = { label: say(counterWords.nextDoubt), chord: 'Enter', run: () => focusNext(current), disabled: !editable }
  const acceptAll: Action = {
    label: say(counterWords.acceptAll), chord: 'Ctrl+Enter', disabled: !editable || stops.length === 0, run: () => {
      // What is typed is kept by leaving its field.
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
      review.decide({ accept: true })
    },
  }
  const sign: Action = { label: say(signing.mayOnlyQueue ? counterWords.toQueue : counterWords.sign), chord: 'F8', disabled: !editable || signing.busy || whenKept.waiting, run: whenKept.ask }
  const zoom: Action = { label: say(close ? counterWords.zoomOut : counterWords.zoomIn), chord: 'Alt+W', run: () => setClose(!close) }
  const desk: Action = { label: say(counterWords.pageDesk), chord: 'F6', run: () => go('pages', id) }
  const back: Action = { label: say(from === null ? counterWords.next : frameWords.back), chord: 'Escape', run: goBack }
  useActions('screen', over ? [...turning, back] : [sign, next, acceptAll, ...turning, zoom, desk, back])

  if (over) return <FinishedDesk record={record} review={review} effort={effort} pages={pages} onLeave={goBack} />
  return (
    <div className={styles.desk}>
      <DossierBar record={record} review={review} />
      <HereBefore record={record} />
      <IntakeBar record={record} />
      {signing.busy ? <ProgressBar text={say(counterWords.signing)} done={null} action={null} /> : null}
      <div className={styles.body}>
        <div className={styles.page}>
          {record.origin === 'signed electronic original' ? <OriginalPages record={record} zoom={close ? 'width' : 'page'} /> : page === undefined || pages === undefined ? <p className={styles.alone} role="status">{say(frameWords.loading)}</p> : (
            <PageView label={say(counterWords.pageView, { page: page.place ?? '–', total: pageCount })} look={page.state === 'captured' ? 'raw' : 'upright'} zoom={close ? Math.max(0.35, 130 / (page.dpi ?? 300)) : 'page'} lit={lit} doubtful={doubtful}
              page={{ record: id, ordinal: page.ordinal, widthPx: page.widthPx, heightPx: page.heightPx, edition: pages.edition }}
              strips={addedStrips(places, page)} overlay={places === undefined ? undefined : <SignatureFrames shown={places} page={page} />} />
          )}
        </div>
        <div className={styles.side}>
          <header className={styles.head}><h1>{title}</h1>{record.origin === 'scan' ? <span className="code quiet">{page?.place ?? '–'}/{pageCount}</span> : null}</header>
          <Questions record={record} review={review} onPage={goToPlace} />
          {signing.error === null ? null : <div className={styles.failure}><Failure error={signing.error} /></div>}
          <ReadSoFar record={id} />
          <FieldsPanel record={record} review={review} pages={pages} readOnly={!editable} current={current} words={words} onEnter={enter} onLeave={leave} onNext={focusNext} />
          <PeoplePanel record={record} review={review} readOnly={!editable} />
          {record.origin === 'scan' ? <MarkPreview id={id} /> : null}
          {toBeSigned ? <BeforeSigning shown={places} /> : null}
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
      {asked === null ? null : <SignDialog question={asked} looking={whenKept.waiting || signing.looking} held={whenKept.held} busy={signing.busy} error={signing.error} onSign={signing.sign} onClose={closeQuestion} />}
    </div>
  )
}
