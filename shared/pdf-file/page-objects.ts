import type { Pdfium } from './pdfium.ts'
import { identity, intersection, mapBounds, then, type Bounds, type Matrix } from './placement.ts'

export type ObjectKind = 'text' | 'path' | 'image' | 'shading'

/** Something that a page draws, forms taken apart. */
export interface DrawnObject {
  readonly kind: ObjectKind
  readonly pointer: number
  /** From the object's own space to the page's user space. */
  readonly matrix: Matrix
  /** In pt of the page's user space. */
  readonly bounds: Bounds
  /** What clipping paths leave of the page; `odd` when a path is not an upright rectangle. */
  readonly clip: Bounds | 'odd'
}

const kinds: Readonly<Record<number, ObjectKind>> = { 1: 'text', 2: 'path', 3: 'image', 4: 'shading' }
const form = 5
const deepestForm = 16
/** Past this many drawn objects a page is no scan, whatever they are. */
export const mostObjects = 20_000

const everywhere: Bounds = { left: -1e9, bottom: -1e9, right: 1e9, top: 1e9 }

/** What a page draws, in painting order: at most `mostObjects` + 1. Invisible things are left out. */
export function drawnObjects(pdfium: Pdfium, page: number): DrawnObject[] {
  const found: DrawnObject[] = []
  const walk = (holder: number, count: 'FPDFPage_CountObjects' | 'FPDFFormObj_CountObjects', outer: Matrix, clip: Bounds | 'odd', depth: number): void => {
    const get = count === 'FPDFPage_CountObjects' ? 'FPDFPage_GetObject' : 'FPDFFormObj_GetObject'
    const total = pdfium.call(count, holder)
    for (let index = 0; index < total && found.length <= mostObjects; index++) {
      const pointer = pdfium.call(get, holder, index)
      if (pointer === 0 || !isActive(pdfium, pointer)) continue
      const type = pdfium.call('FPDFPageObj_GetType', pointer)
      const matrix = then(matrixOf(pdfium, pointer), outer)
      const inside = narrowed(clip, clipOf(pdfium, pointer, outer))
      if (type === form) {
        if (depth < deepestForm) walk(pointer, 'FPDFFormObj_CountObjects', matrix, inside, depth + 1)
        continue
      }
      const kind = kinds[type]
      if (kind === undefined || !isPainted(pdfium, kind, pointer)) continue
      found.push({ kind, pointer, matrix, bounds: mapBounds(boundsOf(pdfium, pointer), outer), clip: inside })
    }
  }
  walk(page, 'FPDFPage_CountObjects', identity, everywhere, 0)
  return found
}

function isActive(pdfium: Pdfium, pointer: number): boolean {
  return pdfium.scratch(4, (active) => pdfium.call('FPDFPageObj_GetIsActive', pointer, active) === 0 || pdfium.uint32At(active) !== 0)
}

function matrixOf(pdfium: Pdfium, pointer: number): Matrix {
  return pdfium.scratch(24, (address) => {
    if (pdfium.call('FPDFPageObj_GetMatrix', pointer, address) === 0) return identity
    const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = pdfium.floatsAt(address, 6)
    return { a, b, c, d, e, f }
  })
}

function boundsOf(pdfium: Pdfium, pointer: number): Bounds {
  return pdfium.scratch(16, (address) => {
    if (pdfium.call('FPDFPageObj_GetBounds', pointer, address, address + 4, address + 8, address + 12) === 0) return everywhere
    const [left = 0, bottom = 0, right = 0, top = 0] = pdfium.floatsAt(address, 4)
    return { left, bottom, right, top }
  })
}

/** Red, green, blue, alpha 0..255 of a filling; undefined where PDFium does not tell (a pattern). */
function fillColour(pdfium: Pdfium, pointer: number): readonly [number, number, number, number] | undefined {
  return pdfium.scratch(16, (address) => {
    if (pdfium.call('FPDFPageObj_GetFillColor', pointer, address, address + 4, address + 8, address + 12) === 0) return undefined
    return [pdfium.uint32At(address), pdfium.uint32At(address + 4), pdfium.uint32At(address + 8), pdfium.uint32At(address + 12)]
  })
}

function drawMode(pdfium: Pdfium, pointer: number): { filled: boolean; stroked: boolean } {
  return pdfium.scratch(8, (address) => {
    if (pdfium.call('FPDFPath_GetDrawMode', pointer, address, address + 4) === 0) return { filled: true, stroked: true }
    return { filled: pdfium.uint32At(address) !== 0, stroked: pdfium.uint32At(address + 4) !== 0 }
  })
}

const invisibleText = 3

function isPainted(pdfium: Pdfium, kind: ObjectKind, pointer: number): boolean {
  if (kind === 'text') return pdfium.call('FPDFTextObj_GetTextRenderMode', pointer) !== invisibleText
  if (kind !== 'path') return true
  const { filled, stroked } = drawMode(pdfium, pointer)
  return filled || stroked
}

/** True for an area filled with plain white and nothing else: paper on paper. */
export function isPlainWhite(pdfium: Pdfium, object: DrawnObject): boolean {
  if (object.kind !== 'path') return false
  const { filled, stroked } = drawMode(pdfium, object.pointer)
  const colour = fillColour(pdfium, object.pointer)
  return filled && !stroked && colour !== undefined && colour.slice(0, 3).every((part) => part === 255)
}

function narrowed(one: Bounds | 'odd', other: Bounds | 'odd'): Bounds | 'odd' {
  return one === 'odd' || other === 'odd' ? 'odd' : intersection(one, other)
}

/** What an object's own clipping paths leave, in page space. */
function clipOf(pdfium: Pdfium, pointer: number, outer: Matrix): Bounds | 'odd' {
  const clip = pdfium.call('FPDFPageObj_GetClipPath', pointer)
  if (clip === 0) return everywhere
  const paths = pdfium.call('FPDFClipPath_CountPaths', clip)
  let left: Bounds | 'odd' = everywhere
  for (let path = 0; path < paths; path++) left = narrowed(left, clipRectangle(pdfium, clip, path, outer))
  return left
}

function clipRectangle(pdfium: Pdfium, clip: number, path: number, outer: Matrix): Bounds | 'odd' {
  const segments = pdfium.call('FPDFClipPath_CountPathSegments', clip, path)
  if (segments < 4 || segments > 6) return 'odd'
  const points: { x: number; y: number }[] = []
  for (let index = 0; index < segments; index++) {
    const segment = pdfium.call('FPDFClipPath_GetPathSegment', clip, path, index)
    if (segment === 0) return 'odd'
    const point = pdfium.scratch(8, (address) => {
      pdfium.call('FPDFPathSegment_GetPoint', segment, address, address + 4)
      const [x = 0, y = 0] = pdfium.floatsAt(address, 2)
      return { x: outer.a * x + outer.c * y + outer.e, y: outer.b * x + outer.d * y + outer.f }
    })
    points.push(point)
  }
  const bounds: Bounds = {
    left: Math.min(...points.map((point) => point.x)), bottom: Math.min(...points.map((point) => point.y)),
    right: Math.max(...points.map((point) => point.x)), top: Math.max(...points.map((point) => point.y)),
  }
  const near = (one: number, other: number): boolean => Math.abs(one - other) < 0.5
  const upright = points.every(({ x, y }) => (near(x, bounds.left) || near(x, bounds.right)) && (near(y, bounds.bottom) || near(y, bounds.top)))
  return upright ? bounds : 'odd'
}
