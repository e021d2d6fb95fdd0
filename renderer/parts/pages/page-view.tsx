import { useEffect, useLayoutEffect, useRef, useState, type PointerEvent, type ReactNode } from 'react'
import type { Box } from '../../../shared/model/index.ts'
import { mediaWidth, pageAddress, type PageLook } from '../../station/media.ts'
import { pictureOf } from '../../station/pictures.ts'
import type { Strips } from './added-strips.ts'
import styles from './page-view.module.css'

/** How large a page is shown: as a whole, as wide as the place, or `px` of the screen per px of the page. */
export type Zoom = 'page' | 'width' | number

export interface ShownPage {
  readonly record: string
  readonly ordinal: number
  readonly widthPx: number
  readonly heightPx: number
  readonly edition: number
}

const noStrips: Strips = { above: 0, below: 0 }

interface PageViewProps {
  readonly page: ShownPage
  readonly look: PageLook
  readonly label: string
  readonly zoom: Zoom
  /** Lit while the rest is dimmed, px of the page; scrolled into sight. */
  readonly lit?: Box | null
  /** Underlined: words that the machine is not sure of. */
  readonly doubtful?: readonly Box[]
  /** Underlined otherwise: words whose marks the machine mended. */
  readonly mended?: readonly Box[]
  /** Drawn over the page in its px. */
  readonly overlay?: ReactNode
  /** Bare paper that will be added above and below the page, in px of the page. */
  readonly strips?: Strips
  /** Clockwise degrees by which the picture is leant, to try how it would stand. */
  readonly lean?: number
  readonly onPointer?: ((kind: 'down' | 'move' | 'up', x: number, y: number) => void) | undefined
}

interface Size { readonly width: number; readonly height: number }

/** The size of an element's inside, followed. */
function useSize(element: React.RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 })
  useLayoutEffect(() => {
    const watched = element.current
    if (watched === null) return
    const measure = (): void => setSize({ width: watched.clientWidth, height: watched.clientHeight })
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(watched)
    return () => observer.disconnect()
  }, [element])
  return size
}

const margin = 16

/** Screen px per page px. */
function scaleOf(zoom: Zoom, sheet: Size, place: Size): number {
  const wide = Math.max(40, place.width - margin) / sheet.width
  if (zoom === 'width') return wide
  return zoom === 'page' ? Math.min(wide, Math.max(40, place.height - margin) / sheet.height) : zoom
}

/** One page, as large as it fits or larger; dragged with the pointer, scrolled with wheel and arrows. */
export function PageView({ page, look, label, zoom, lit = null, doubtful = [], mended = [], overlay, strips = noStrips, lean = 0, onPointer }: PageViewProps): ReactNode {
  const scroller = useRef<HTMLDivElement>(null)
  const sheet = useRef<HTMLDivElement>(null)
  const place = useSize(scroller)
  const sheetPx = { width: page.widthPx, height: strips.above + page.heightPx + strips.below }
  const scale = scaleOf(zoom, sheetPx, place)
  const width = sheetPx.width * scale
  const height = sheetPx.height * scale
  const address = place.width === 0 ? null : pageAddress(page.record, page.ordinal, look, mediaWidth(width * window.devicePixelRatio), page.edition)
  const shown = useShown(address)

  useEffect(() => {
    const view = scroller.current
    if (lit === null || view === null) return
    const left = lit.x * scale
    const top = (lit.y + strips.above) * scale
    const inSight = left >= view.scrollLeft && top >= view.scrollTop && left + lit.width * scale <= view.scrollLeft + view.clientWidth && top + lit.height * scale <= view.scrollTop + view.clientHeight
    if (!inSight) view.scrollTo({ left: left + (lit.width * scale - view.clientWidth) / 2, top: top + (lit.height * scale - view.clientHeight) / 2 })
  }, [lit, scale, strips.above])

  const drag = useDrag(scroller)
  const point = (kind: 'down' | 'move' | 'up') => (event: PointerEvent): void => {
    if (onPointer === undefined) {
      drag(kind, event)
      return
    }
    const corner = sheet.current?.getBoundingClientRect()
    if (corner === undefined) return
    if (kind === 'down') event.currentTarget.setPointerCapture(event.pointerId)
    onPointer(kind, (event.clientX - corner.left) / scale, (event.clientY - corner.top) / scale - strips.above)
  }

  return (
    <div ref={scroller} className={styles.scroller} tabIndex={0} role="group" aria-label={label} onPointerDown={point('down')} onPointerMove={point('move')} onPointerUp={point('up')}>
      <div ref={sheet} className={styles.sheet} style={{ width, height }}>
        <div className={styles.picture} style={{ top: strips.above * scale, height: page.heightPx * scale }}>
          {shown === null ? <div className={styles.waiting} /> : <img src={shown} alt={label} draggable={false} style={lean === 0 ? undefined : { transform: `rotate(${lean}deg)` }} />}
        </div>
        <svg className={styles.overlay} viewBox={`0 ${-strips.above} ${sheetPx.width} ${sheetPx.height}`} aria-hidden="true">
          {lit === null ? null : <path className={styles.dim} fillRule="evenodd" d={`M0 0H${page.widthPx}V${page.heightPx}H0Z${around(lit)}`} />}
          {lit === null ? null : <path className={styles.lit} d={around(lit)} vectorEffect="non-scaling-stroke" />}
          {mended.map(({ x, y, width: wide, height: high }) => <path key={`${x} ${y}`} className={styles.mended} d={`M${x} ${y + high}h${wide}`} vectorEffect="non-scaling-stroke" />)}
          {doubtful.map(({ x, y, width: wide, height: high }) => <path key={`${x} ${y}`} className={styles.doubtful} d={`M${x} ${y + high}h${wide}`} vectorEffect="non-scaling-stroke" />)}
          {overlay}
        </svg>
      </div>
    </div>
  )
}

/** A path around a box, with a little room. */
function around({ x, y, width, height }: Box): string {
  const room = Math.max(6, height * 0.25)
  return `M${x - room} ${y - room}h${width + 2 * room}v${height + 2 * room}h${-width - 2 * room}Z`
}

/** The last picture that was loaded stays until the next one is there; of another page none stays. */
function useShown(address: string | null): string | null {
  const [loaded, setLoaded] = useState<{ address: string; url: string } | null>(null)
  useEffect(() => {
    if (address === null) return
    let wanted = true
    pictureOf(address).then((url) => {
      if (wanted) setLoaded({ address, url })
    }, () => {
      // The page stands without its picture until the record's next event asks for it anew.
      if (wanted) setLoaded(null)
    })
    return () => {
      wanted = false
    }
  }, [address])
  const pageOf = (text: string | undefined): string => text?.split('?')[0] ?? ''
  return loaded !== null && pageOf(loaded.address) === pageOf(address ?? undefined) ? loaded.url : null
}

/** Moves what is scrolled with the pointer. */
function useDrag(scroller: React.RefObject<HTMLElement | null>): (kind: 'down' | 'move' | 'up', event: PointerEvent) => void {
  const from = useRef<{ x: number; y: number } | null>(null)
  return (kind, event) => {
    const view = scroller.current
    if (kind === 'down' && event.button === 0) {
      from.current = { x: event.clientX, y: event.clientY }
      event.currentTarget.setPointerCapture(event.pointerId)
    } else if (kind === 'up') from.current = null
    else if (from.current !== null && view !== null) {
      view.scrollBy(from.current.x - event.clientX, from.current.y - event.clientY)
      from.current = { x: event.clientX, y: event.clientY }
    }
  }
}
