import { useMemo, useState, type ReactNode } from 'react'
import type { PageLine, PageList } from '../../../shared/contract/index.ts'
import { fold, type Box } from '../../../shared/model/index.ts'
import { workTerms } from '../../../shared/words/index.ts'
import { go } from '../../app/route.ts'
import type { Action } from '../../keys/key-desk.ts'
import { useActions } from '../../keys/keys.tsx'
import { useFileDrop } from '../../parts/fields/file-drop.ts'
import { Failure, Message } from '../../parts/message.tsx'
import { PageView, type Zoom } from '../../parts/pages/page-view.tsx'
import { IntakeBar } from '../../record/intake/intake-bar.tsx'
import { useIntakeDesk, useIntakes } from '../../record/intake/intake.ts'
import { useScanProfile } from '../../record/intake/scan-profile.ts'
import { usePageTurning } from '../../record/use-page-turning.ts'
import { useStation } from '../../station/station.tsx'
import { frameWords } from '../../words/frame.ts'
import { editWords, pageWords } from '../../words/pages.ts'
import { useLanguage, useSay } from '../../words/say.tsx'
import { CropFrame, useCropMode } from './crop-mode.tsx'
import { PageColumn } from './page-column.tsx'
import { MergeDialog, MoveDialog, SplitDialog } from './page-dialogs.tsx'
import { useStraightenMode } from './straighten-mode.tsx'
import { ToolColumn, type ToolGroup } from './tool-column.tsx'
import { Treatments } from './treatments.tsx'
import { usePageEdits, type PageEdits } from './use-page-edits.ts'
import styles from './page-desk.module.css'

const zoomStep = 1.25

/** The desk with a record on it. */
export function OpenPages({ id }: { readonly id: string }): ReactNode {
  const say = useSay()
  const { data: record, error } = useStation('record.show', { id })
  const turning = usePageTurning(id)
  const { pages, page } = turning
  if (error !== null && record === undefined) return <div className={styles.alone}><Failure error={error} actions={[{ label: say(pageWords.back), chord: null, run: () => go('counter') }]} /></div>
  if (record === undefined || pages === undefined || page === undefined) return <p className={styles.alone} role="status">{say(frameWords.loading)}</p>
  return <Desk id={id} record={record} pages={pages} page={page} turning={turning} />
}

interface DeskProps {
  readonly id: string
  readonly record: Parameters<typeof IntakeBar>[0]['record']
  readonly pages: PageList
  readonly page: PageLine
  readonly turning: ReturnType<typeof usePageTurning>
}

function Desk({ id, record, pages, page, turning }: DeskProps): ReactNode {
  const say = useSay()
  const language = useLanguage()
  const intake = useIntakeDesk()
  const reading = useIntakes().get(id)?.phase === 'reading'
  // What is being read would be read for nothing.
  const edits = usePageEdits(id, () => intake.stopReading(id))
  const [zoom, setZoom] = useState<Zoom>('page')
  const [raw, setRaw] = useState(false)
  const [dialog, setDialog] = useState<'none' | 'move' | 'split' | 'merge'>('none')
  const [lit, setLit] = useState<Box | null>(null)
  const [showDoubts, setShowDoubts] = useState(false)
  const editable = pages.editable && record.state.work !== 'capturing'
  const { ordinal } = page
  const crop = useCropMode(page, (box) => edits.edit({ kind: 'crop', ordinal, box }))
  const straighten = useStraightenMode(page, (degrees) => edits.edit({ kind: 'straighten', ordinal, degrees }))
  const { data: words } = useStation('page.words', { id, ordinal }, { enabled: page.state === 'read' })
  const wordsHere = useMemo(() => (words?.ordinal === ordinal ? words.words : []), [words, ordinal])
  const doubtful = useMemo(() => (showDoubts ? wordsHere.filter(({ doubted }) => doubted).map(({ box }) => box) : []), [showDoubts, wordsHere])
  const mended = useMemo(() => (showDoubts ? wordsHere.filter(({ read, doubted }) => read !== undefined && !doubted).map(({ box }) => box) : []), [showDoubts, wordsHere])
  const groups = useTools({ id, pages, page, edits, editable, zoom, setZoom, raw, setRaw, setDialog, crop: crop.begin, straighten: straighten.begin, showDoubts, setShowDoubts })
  const back: Action = {
    label: say(pageWords.back), chord: 'F6', run: () => {
      if (record.state.work === 'captured' && !reading) void intake.read(id)
      go('counter', id)
    },
  }
  useActions('screen', [...turning.actions, ...groups.flatMap(({ actions }) => actions), back, { ...back, chord: 'Escape' }])
  const changed = editable && !reading && record.state.work === 'captured'
  const millimetres = page.dpi === null ? null : say(pageWords.size, { width: Math.round((page.widthPx / page.dpi) * 25.4), height: Math.round((page.heightPx / page.dpi) * 25.4), dpi: Math.round(page.dpi) })

  return (
    <div className={styles.desk}>
      <header className={styles.head}>
        <h1>{say(pageWords.title)}</h1>
        <p><span className="code">{record.code}</span> · {workTerms[record.state.work][language]}</p>
        <FindWord words={wordsHere} onLit={(box) => {
          setLit(box)
          if (box !== null) setZoom((now) => (typeof now === 'number' ? now : Math.max(0.4, 150 / (page.dpi ?? 300))))
        }} />
      </header>
      <IntakeBar record={record}><></></IntakeBar>
      {edits.error === null ? null : <div className={styles.note}><Failure error={edits.error} /></div>}
      {pages.editable ? null : <div className={styles.note}><Message tone="note" text={{ what: say(pageWords.signed), why: '', todo: say(pageWords.signedTodo) }} /></div>}
      <div className={styles.body}>
        <PageColumn record={id} pages={pages} current={ordinal} onGo={(next) => {
          setLit(null)
          turning.goTo(next)
        }} />
        <div className={styles.middle}>
          <p className={raw ? styles.rawLabel : styles.pageLabel} role="status">
            {page.place === null ? say(pageWords.leftOutPage) : say(pageWords.pageOf, { page: page.place, total: pages.pages.filter(({ place }) => place !== null).length })}
            {raw ? ` · ${say(pageWords.rawShown)}` : ''}{millimetres === null ? '' : ` · ${millimetres}`}
          </p>
          <Treatments page={page} />
          {crop.bar}{straighten.bar}
          <div className={styles.view}>
            <PageView page={{ record: id, ordinal, widthPx: page.widthPx, heightPx: page.heightPx, edition: pages.edition }} look={raw || page.state === 'captured' ? 'raw' : 'upright'} zoom={zoom} lit={crop.frame === null && !raw ? lit : null} doubtful={raw ? [] : doubtful} mended={raw ? [] : mended} lean={straighten.lean}
              label={say(pageWords.pageOf, { page: page.place ?? '–', total: pages.pages.length })} onPointer={crop.onPointer} overlay={<CropFrame frame={crop.frame} page={page} />} />
          </div>
        </div>
        <ToolColumn groups={groups} changed={changed} onRead={() => void intake.read(id)} back={back} busy={edits.busy} />
      </div>
      {dialog === 'move' ? <MoveDialog places={pages.pages.filter(({ place }) => place !== null).length} place={page.place ?? 1} onClose={() => setDialog('none')} onMove={(place) => edits.edit({ kind: 'move', ordinal, place })} /> : null}
      {dialog === 'split' && page.place !== null ? <SplitDialog place={page.place} onClose={() => setDialog('none')} onSplit={() => edits.split(page.place ?? 2, () => undefined)} /> : null}
      {dialog === 'merge' ? <MergeDialog id={id} onClose={() => setDialog('none')} onMerge={(other) => edits.merge(other, () => undefined)} /> : null}
    </div>
  )
}

interface ToolState {
  readonly id: string
  readonly pages: PageList
  readonly page: PageLine
  readonly edits: PageEdits
  readonly editable: boolean
  readonly zoom: Zoom
  readonly setZoom: (zoom: Zoom) => void
  readonly raw: boolean
  readonly setRaw: (raw: boolean) => void
  readonly setDialog: (dialog: 'move' | 'split' | 'merge') => void
  readonly crop: () => void
  readonly straighten: () => void
  readonly showDoubts: boolean
  readonly setShowDoubts: (show: boolean) => void
}

/** Everything that can be done with the page, in groups. */
function useTools({ id, pages, page, edits, editable, zoom, setZoom, raw, setRaw, setDialog, crop, straighten, showDoubts, setShowDoubts }: ToolState): readonly ToolGroup[] {
  const say = useSay()
  const intake = useIntakeDesk()
  const { choice } = useScanProfile()
  const { ordinal, place } = page
  const off = !editable
  const places = pages.pages.filter((one) => one.place !== null).length
  const { pick } = useFileDrop('screen', (files) => {
    if (!off) edits.insert(files, { place: (place ?? places) + 1 })
  })
  const turn = (degrees: 90 | 180 | 270) => (): void => edits.edit({ kind: 'turn', ordinal, degrees })
  const scan = (where: { readonly place: number } | { readonly insteadOf: number }) => (): void => void intake.scan({ ...choice, into: id, ...where }, {}, () => undefined)
  const scale = typeof zoom === 'number' ? zoom : 0.3
  const move = (by: number) => (): void => {
    if (place !== null) edits.edit({ kind: 'move', ordinal, place: place + by })
  }
  return [
    { title: say(pageWords.shown), actions: [
      { label: say(raw ? pageWords.upright : pageWords.raw), chord: 'Alt+G', run: () => setRaw(!raw) },
      { label: say(zoom === 'page' ? pageWords.fitWidth : pageWords.fitPage), chord: 'Alt+W', run: () => setZoom(zoom === 'page' ? 'width' : 'page') },
      { label: say(pageWords.zoomIn), chord: '+', run: () => setZoom(Math.min(3, scale * zoomStep)) },
      { label: say(pageWords.zoomOut), chord: '-', run: () => setZoom(Math.max(0.05, scale / zoomStep)) },
      { label: say(pageWords.doubtful), chord: 'Alt+D', run: () => setShowDoubts(!showDoubts) },
    ] },
    { title: say(pageWords.thisPage), actions: [
      { label: say(pageWords.turnRight), chord: 'Ctrl+ArrowRight', disabled: off, run: turn(90) },
      { label: say(pageWords.turnLeft), chord: 'Ctrl+ArrowLeft', disabled: off, run: turn(270) },
      { label: say(pageWords.turnOver), chord: 'Alt+U', disabled: off, run: turn(180) },
      { label: say(pageWords.straighten), chord: 'Alt+T', disabled: off, run: straighten },
      { label: say(pageWords.crop), chord: 'Alt+X', disabled: off, run: crop },
      ...(page.crop === null ? [] : [{ label: say(pageWords.cropNone), chord: 'Alt+B', disabled: off, run: () => edits.edit({ kind: 'crop', ordinal, box: null }) }]),
      { label: say(pageWords.rescan), chord: 'Shift+F2', disabled: off, run: scan({ insteadOf: ordinal }) },
    ] },
    { title: say(pageWords.order), actions: [
      { label: say(pageWords.moveUp), chord: 'Ctrl+ArrowUp', disabled: off || place === null || place <= 1, run: move(-1) },
      { label: say(pageWords.moveDown), chord: 'Ctrl+ArrowDown', disabled: off || place === null || place >= places, run: move(1) },
      { label: say(pageWords.moveTo), chord: 'Alt+M', disabled: off || place === null, run: () => setDialog('move') },
      page.leftOut === null
        ? { label: say(pageWords.leaveOut), chord: 'Delete', disabled: off, run: () => edits.edit({ kind: 'leave out', ordinals: [ordinal] }) }
        : { label: say(pageWords.takeBack), chord: 'Delete', disabled: off, run: () => edits.edit({ kind: 'take back', ordinals: [ordinal] }) },
      { label: say(pageWords.insertScan), chord: 'F2', disabled: off, run: scan({ place: (place ?? places) + 1 }) },
      { label: say(pageWords.insertFiles), chord: 'F4', disabled: off, run: pick },
    ] },
    { title: say(pageWords.wholeRecord), actions: [
      { label: pages.undo === null ? say(pageWords.undo) : say(pageWords.undoOf, { edit: say(editWords[pages.undo]) }), chord: 'Ctrl+Z', disabled: off || pages.undo === null, run: edits.undo },
      { label: say(pageWords.split), chord: 'Alt+S', disabled: off || place === null || place < 2, run: () => setDialog('split') },
      { label: say(pageWords.merge), chord: 'Alt+J', disabled: off, run: () => setDialog('merge') },
    ] },
  ]
}

interface FindWordProps {
  readonly words: readonly { readonly text: string; readonly box: Box }[]
  readonly onLit: (box: Box | null) => void
}

/** Finds a word on the page, with or without tones, and lights it; Enter goes to the next. */
function FindWord({ words, onLit }: FindWordProps): ReactNode {
  const say = useSay()
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const [focused, setFocused] = useState(false)
  const wanted = fold(text.trim())
  const found = wanted === '' ? [] : words.filter((word) => fold(word.text).includes(wanted))
  const show = (index: number): void => {
    setAt(index)
    onLit(found[index]?.box ?? null)
  }
  useActions('part', focused ? [{ label: say(pageWords.words), chord: 'Enter', run: () => show(found.length === 0 ? 0 : (at + 1) % found.length) }] : [])
  return (
    <div className={styles.find}>
      <input type="search" value={text} spellCheck={false} autoComplete="off" aria-label={say(pageWords.words)} placeholder={say(pageWords.words)} onFocus={() => setFocused(true)} onBlur={() => setFocused(false)}
        onChange={(event) => {
          const next = fold(event.target.value.trim())
          setText(event.target.value)
          setAt(0)
          onLit(next === '' ? null : words.find((word) => fold(word.text).includes(next))?.box ?? null)
        }} />
      <span className="quiet small code" role="status">{wanted === '' ? '' : found.length === 0 ? say(pageWords.wordsNone) : say(pageWords.wordsFound, { at: at + 1, count: found.length })}</span>
    </div>
  )
}
