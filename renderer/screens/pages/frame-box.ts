import type { Box } from '../../../shared/model/index.ts'

interface Size { readonly widthPx: number; readonly heightPx: number }

/** Smallest frame, px: what is cut to less was a slip of the hand. */
const smallest = 40

/** A box brought inside a page and to whole px. */
export function withinPage({ x, y, width, height }: Box, { widthPx, heightPx }: Size): Box {
  const left = Math.round(Math.min(Math.max(0, x), widthPx - smallest))
  const top = Math.round(Math.min(Math.max(0, y), heightPx - smallest))
  return { x: left, y: top, width: Math.round(Math.min(Math.max(smallest, width), widthPx - left)), height: Math.round(Math.min(Math.max(smallest, height), heightPx - top)) }
}

/** The box between two corners, in any order. */
export function between(from: { readonly x: number; readonly y: number }, to: { readonly x: number; readonly y: number }, page: Size): Box {
  return withinPage({ x: Math.min(from.x, to.x), y: Math.min(from.y, to.y), width: Math.abs(to.x - from.x), height: Math.abs(to.y - from.y) }, page)
}

/** The frame that is offered first: the page with a little of its edge off. */
export function firstFrame({ widthPx, heightPx }: Size): Box {
  return withinPage({ x: widthPx * 0.03, y: heightPx * 0.03, width: widthPx * 0.94, height: heightPx * 0.94 }, { widthPx, heightPx })
}

/** Moves a frame by a share of the page, or its lower right corner where it is `sized`. */
export function nudge(frame: Box, direction: 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown', sized: boolean, page: Size): Box {
  const step = Math.max(1, Math.round(page.widthPx / 200))
  const x = direction === 'ArrowLeft' ? -step : direction === 'ArrowRight' ? step : 0
  const y = direction === 'ArrowUp' ? -step : direction === 'ArrowDown' ? step : 0
  return withinPage(sized ? { ...frame, width: frame.width + x, height: frame.height + y } : { ...frame, x: Math.min(frame.x + x, page.widthPx - frame.width), y: Math.min(frame.y + y, page.heightPx - frame.height) }, page)
}
