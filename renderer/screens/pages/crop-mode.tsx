import { useRef, useState, type ReactNode } from 'react'
import type { PageLine } from '../../../shared/contract/index.ts'
import type { Box } from '../../../shared/model/index.ts'
import type { Action } from '../../keys/key-desk.ts'
import { useActions } from '../../keys/keys.tsx'
import { Button } from '../../parts/button.tsx'
import { frameWords } from '../../words/frame.ts'
import { pageWords } from '../../words/pages.ts'
import { useSay } from '../../words/say.tsx'
import { between, firstFrame, nudge } from './frame-box.ts'
import styles from './page-desk.module.css'

interface CropMode {
  readonly frame: Box | null
  readonly begin: () => void
  readonly bar: ReactNode
  readonly onPointer: ((kind: 'down' | 'move' | 'up', x: number, y: number) => void) | undefined
}

const arrows = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'] as const

/** A frame over the page, by pointer or arrows; nothing is cut until Enter. */
export function useCropMode(page: PageLine, onCrop: (box: Box) => void): CropMode {
  const say = useSay()
  const [frame, setFrame] = useState<Box | null>(null)
  const from = useRef<{ x: number; y: number } | null>(null)
  const end = (): void => setFrame(null)
  const crop: Action = {
    label: say(pageWords.cropNow), chord: 'Enter', run: () => {
      if (frame !== null) onCrop(frame)
      end()
    },
  }
  const cancel: Action = { label: say(frameWords.cancel), chord: 'Escape', run: end }
  const push = (arrow: (typeof arrows)[number], sized: boolean): Action => ({ label: say(pageWords.cropHint), chord: sized ? `Shift+${arrow}` : arrow, run: () => setFrame((now) => (now === null ? null : nudge(now, arrow, sized, page))) })
  useActions('part', frame === null ? [] : [crop, cancel, ...arrows.flatMap((arrow) => [push(arrow, false), push(arrow, true)])])
  return {
    frame,
    begin: () => setFrame(firstFrame(page)),
    bar: frame === null ? null : <div className={styles.mode}><p>{say(pageWords.cropHint)}</p><Button action={cancel} /><Button look="main" action={crop} /></div>,
    onPointer: frame === null ? undefined : (kind, x, y) => {
      if (kind === 'down') from.current = { x, y }
      else if (kind === 'up') from.current = null
      else if (from.current !== null) setFrame(between(from.current, { x, y }, page))
    },
  }
}

/** The frame as it lies over the page. */
export function CropFrame({ frame, page }: { readonly frame: Box | null; readonly page: PageLine }): ReactNode {
  if (frame === null) return null
  const inner = `M${frame.x} ${frame.y}h${frame.width}v${frame.height}h${-frame.width}Z`
  return <><path className={styles.cut} fillRule="evenodd" d={`M0 0H${page.widthPx}V${page.heightPx}H0Z${inner}`} /><path className={styles.frame} d={inner} vectorEffect="non-scaling-stroke" /></>
}
