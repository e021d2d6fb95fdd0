import { z } from 'zod'
import { describeThrown, isRecordId, kindOf, SohoaError, type Digest, type RecordId } from '../model/index.ts'
import type { StationContext } from './context.ts'
import type { Picture, PictureKind } from './pictures.ts'

/** Widths in which pictures are made: a screen that asks for any other gets the next larger one. */
const levels = [160, 800, 1600, 3200] as const
const widestLevel = 3200

const wholeNumber = z.coerce.number().int()
const pagePath = /^\/media\/records\/(?<id>[^/]+)\/pages\/(?<page>[1-9]\d{0,4})\/(?<kind>raw|upright|final|crop)$/u
const filePath = /^\/media\/records\/(?<id>[^/]+)\/pdf$/u
const cropQuery = z.object({ x: wholeNumber.min(0), y: wholeNumber.min(0), w: wholeNumber.positive(), h: wholeNumber.positive(), width: wholeNumber.positive().optional() })
const widthQuery = z.object({ width: wholeNumber.positive().default(widestLevel) })

/** What a path asks for. */
export type MediaQuestion =
  | { readonly ask: 'picture'; readonly id: RecordId; readonly page: number; readonly wanted: PictureKind; readonly widthPx: number }
  | { readonly ask: 'file'; readonly id: RecordId }

const levelOf = (widthPx: number): number => levels.find((level) => level >= widthPx) ?? widestLevel

/** Reads a media address. Throws not_found for any other path, invalid_params for numbers that are none. */
export function mediaQuestion(address: string): MediaQuestion {
  const url = new URL(address)
  const file = filePath.exec(url.pathname)?.groups
  if (file !== undefined) return { ask: 'file', id: idOf(file.id) }
  const path = pagePath.exec(url.pathname)?.groups
  if (path === undefined) throw new SohoaError('not_found', { what: 'media' })
  const place = { ask: 'picture', id: idOf(path.id), page: Number(path.page) } as const
  const query = Object.fromEntries(url.searchParams)
  if (path.kind === 'crop') {
    const { x, y, w, h, width } = parsed(cropQuery, query)
    return { ...place, wanted: { kind: 'crop', area: { x, y, width: w, height: h } }, widthPx: Math.min(w, levelOf(width ?? widestLevel)) }
  }
  const { width } = parsed(widthQuery, query)
  return { ...place, wanted: { kind: path.kind === 'raw' ? 'raw' : path.kind === 'final' ? 'final' : 'upright' }, widthPx: levelOf(width) }
}

function idOf(text: string | undefined): RecordId {
  if (text === undefined || !isRecordId(text)) throw new SohoaError('not_found', { what: 'media' })
  return text
}

function parsed<Value>(shape: z.ZodType<Value>, query: unknown): Value {
  const result = shape.safeParse(query)
  if (!result.success) throw new SohoaError('invalid_params', { method: 'media', path: result.error.issues[0]?.path.join('.') ?? '' })
  return result.data
}

/** A picture as it goes to a screen. */
export function pictureResponse({ type, bytes }: Picture): Response {
  return new Response(new Uint8Array(bytes), { headers: { 'content-type': type, 'content-length': String(bytes.length) } })
}

/** The finished PDF of a record, read from the store as fast as it is taken while `isOpen`. Throws not_found, wrong_state while there is none. */
export function pdfResponse(context: StationContext, id: RecordId, isOpen: () => boolean): Response {
  const { pdfDigest, code } = context.store.getRecord(id)
  if (pdfDigest === null) throw new SohoaError('wrong_state', { state: 'no PDF yet' })
  return new Response(streamOf(context, pdfDigest, isOpen), {
    headers: {
      'content-type': 'application/pdf', 'content-length': String(context.store.blobSize(pdfDigest) ?? 0),
      'content-disposition': `inline; filename="${code.replaceAll(/[^\w.-]/gu, '_')}.pdf"`,
    },
  })
}

function streamOf({ store }: StationContext, digest: Digest, isOpen: () => boolean): ReadableStream<Uint8Array> {
  const pieces = store.readBlob(digest)
  return new ReadableStream({
    pull(controller) {
      if (!isOpen()) throw new SohoaError('session_locked')
      const next = pieces.next()
      if (next.done === true) controller.close()
      else controller.enqueue(next.value)
    },
    cancel: () => { pieces.return(undefined) },
  }, { highWaterMark: 0 })
}

/** What failed, as a door tells it. */
export function errorResponse(thrown: unknown): Response {
  const { code, params } = describeThrown(thrown)
  return Response.json({ error: { code, params } }, { status: kindOf(code).http })
}
