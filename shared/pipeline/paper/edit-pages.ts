import type { PageList, ParsedParams } from '../../contract/index.ts'
import {
  rotatedSize, SohoaError, type Box, type Evidence, type PageEdit, type PageGeometry, type PageStance, type QuarterTurn, type RecordId, type StationRecord, type WorkState,
} from '../../model/index.ts'
import { turnBeyondExif } from '../../image/index.ts'
import type { PipelineContext } from '../context.ts'
import { rawDigestOf } from '../digests.ts'
import { documentPages, editedPages, type EditedPage } from './document-pages.ts'
import { shownPages, type ShownPage } from './page-geometry.ts'
import { askPagesAnew } from '../reading/review.ts'
import { refuseWithdrawn } from '../record/standing.ts'
import { move } from '../transition.ts'

/** From the capture to the signature. */
const editableStates: readonly WorkState[] = [
  'captured', 'cleaned', 'recognised', 'extracted', 'awaiting review', 'reviewed', 'marked', 'assembled', "awaiting the agency's signature",
]
const steepest = 45
/** A crop smaller than this shows nothing. */
const leastCropPx = 16

/** True while a record's pages may be edited: a scan, captured, and not signed. */
export function isEditable({ origin, work }: StationRecord): boolean {
  return origin === 'scan' && editableStates.includes(work)
}

/** Throws record_voided, record_replaced, or wrong_state (params: state) for pages that may not be edited. */
export function refuseUneditable(record: StationRecord): void {
  refuseWithdrawn(record)
  if (record.origin !== 'scan') throw new SohoaError('wrong_state', { state: record.origin })
  if (!isEditable(record)) throw new SohoaError('wrong_state', { state: record.work })
}

type AskedEdit = ParsedParams<'page.edit'>['edit']

/**
 * Edits pages as a person asked. Throws page_unknown (params: page), page_elsewhere for a page that another record has now, last_page for
 * an edit that would leave none, invalid_params for an angle or a crop that shows nothing, and what `refuseUneditable` throws.
 */
export function editPages(context: PipelineContext, id: RecordId, asked: AskedEdit): void {
  refuseUneditable(context.store.getRecord(id))
  keepPageEdits(context, id, [editOf(context, id, asked)], 'pages edited')
}

/** The last edit that stands and can be taken back; what moved pages between records cannot. */
export function undoableEdit(context: PipelineContext, id: RecordId): { readonly seq: number; readonly kind: NonNullable<PageList['undo']> } | undefined {
  const last = context.store.listPageEdits(id).at(-1)
  if (last === undefined || last.edit.kind === 'merge' || (last.edit.kind === 'leave out' && last.edit.why === 'split off')) return undefined
  return { seq: last.seq, kind: last.edit.kind }
}

/** Takes the last edit back. Throws nothing_to_undo, and what `refuseUneditable` throws. */
export function undoPageEdit(context: PipelineContext, id: RecordId): void {
  refuseUneditable(context.store.getRecord(id))
  const last = undoableEdit(context, id)
  if (last === undefined) throw new SohoaError('nothing_to_undo')
  changePages(context, id, 'page edit taken back', { edit: last.kind }, () => { context.store.undoPageEdit(id, last.seq) })
}

/** Keeps edits, all or none, and puts the record back to be read. */
export function keepPageEdits(context: PipelineContext, id: RecordId, edits: readonly PageEdit[], action: string): void {
  const pages = edits.flatMap((edit) => ('ordinals' in edit ? edit.ordinals : [edit.ordinal]))
  changePages(context, id, action, { edit: [...new Set(edits.map(({ kind }) => kind))].join(' '), pages: shortList(pages) }, () => {
    for (const edit of edits) context.store.addPageEdit(id, edit, context.now(), context.actor)
  })
}

/** As many numbers as an audit entry holds. */
function shortList(numbers: readonly number[]): string {
  return numbers.length <= 20 ? numbers.join(' ') : `${numbers.slice(0, 20).join(' ')} and ${numbers.length - 20} more`
}

/**
 * Runs a change of a record's pages and brings the record in line with it, in one transaction: count and digest of its pages, where its
 * values were read, the work state, history and audit. Throws last_page where none would be left.
 */
function changePages(context: PipelineContext, id: RecordId, action: string, proof: Readonly<Record<string, string>>, change: () => void): void {
  const { store } = context
  store.transaction(() => {
    const { work, fields } = store.getRecord(id)
    const located = Object.values(fields).some(({ evidence }) => evidence !== null)
    const before = located ? shownPages(context, id) : []
    change()
    const pages = documentPages(store, id)
    if (pages.length === 0) throw new SohoaError('last_page')
    const rawDigest = rawDigestOf(pages.map(({ ledger }) => ledger))
    const after = located ? shownPages(context, id) : []
    const facts = { ...proof, document: pages.length, ledger: store.listPages(id).length, raw: rawDigest }
    askPagesAnew(context, id)
    move(context, id, action, (record) => ({
      ...record, work: 'captured', stoppedBy: null, pageCount: pages.length, rawDigest, fields: fieldsWhereTheyAre(record, before, after),
    }), facts)
    if (work === 'captured') store.addHistory(id, { at: context.now(), from: work, to: work, inputs: { ...facts, decision: action, actor: context.actor } })
  })
}

/** Values keep the place where they were read as long as it is to be found: their page may have moved, or look otherwise now. */
function fieldsWhereTheyAre({ fields }: StationRecord, before: readonly ShownPage[], after: readonly ShownPage[]): StationRecord['fields'] {
  const moved = (evidence: Evidence): Evidence | null => {
    const from = before.find(({ place }) => place === evidence.page)
    const to = after.find(({ ledger }) => ledger.ordinal === from?.ledger.ordinal)
    if (from === undefined || to === undefined || to.place === null || JSON.stringify(from.geometry) !== JSON.stringify(to.geometry)) return null
    return { ...evidence, page: to.place }
  }
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, { ...field, evidence: field.evidence === null ? null : moved(field.evidence) }]))
}

/** What a person asked for, as it is kept. */
function editOf(context: PipelineContext, id: RecordId, asked: AskedEdit): PageEdit {
  if (asked.kind === 'leave out' || asked.kind === 'take back') return pageSetEdit(context, id, asked)
  const page = shownPages(context, id).find(({ ledger }) => ledger.ordinal === asked.ordinal)
  if (page === undefined || page.place === null) throw new SohoaError('page_unknown', { page: asked.ordinal })
  const { ordinal } = asked
  switch (asked.kind) {
    case 'move':
      return { kind: 'move', ordinal, place: Math.min(asked.place, documentPages(context.store, id).length) }
    case 'turn':
      return { kind: 'turn', ordinal, stance: turnedBy(page, asked.degrees) }
    case 'straighten':
      return { kind: 'straighten', ordinal, stance: straightenedBy(page, asked.degrees) }
    case 'crop':
      return { kind: 'crop', ordinal, stance: croppedTo(page, asked.box) }
  }
}

function pageSetEdit(context: PipelineContext, id: RecordId, asked: Extract<AskedEdit, { kind: 'leave out' | 'take back' }>): PageEdit {
  const shown = new Map(shownPages(context, id).map((page) => [page.ledger.ordinal, page]))
  const pages = asked.ordinals.map((ordinal) => {
    const page = shown.get(ordinal)
    if (page === undefined) throw new SohoaError('page_unknown', { page: ordinal })
    if (page.leftOut === 'split off') throw new SohoaError('page_elsewhere', { page: ordinal })
    return page
  })
  const ordinals = [...new Set(asked.ordinals)]
  if (asked.kind === 'take back') return { kind: 'take back', ordinals }
  return { kind: 'leave out', ordinals, why: pages.every(({ cleaning }) => cleaning?.blank === true) ? 'blank' : 'deleted' }
}

/** How a page stands now, beyond its EXIF, told or found. */
function standingNow({ geometry, ledger }: ShownPage): { turn: QuarterTurn; skew: number } {
  return { turn: turnBeyondExif(geometry, ledger.exifOrientation), skew: geometry.skew }
}

function turnedBy(page: ShownPage, degrees: 90 | 180 | 270): PageStance {
  const { turn } = standingNow(page)
  const turns = [0, 90, 180, 270] as const
  const { crop } = page.stance
  return { turn: turns[((turn + degrees) / 90) % 4] ?? 0, skew: page.stance.skew, crop: crop === null ? null : turnedBox(crop, canvasOf(page.geometry), degrees) }
}

function turnedBox({ x, y, width, height }: Box, canvas: { width: number; height: number }, degrees: 90 | 180 | 270): Box {
  switch (degrees) {
    case 90: return { x: canvas.height - y - height, y: x, width: height, height: width }
    case 180: return { x: canvas.width - x - width, y: canvas.height - y - height, width, height }
    case 270: return { x: y, y: canvas.width - x - width, width: height, height: width }
  }
}

function canvasOf({ width, height, crop }: PageGeometry): { width: number; height: number } {
  return crop === undefined ? { width, height } : { width: crop.canvasWidth, height: crop.canvasHeight }
}

function straightenedBy(page: ShownPage, degrees: number | null): PageStance {
  const { turn, skew } = standingNow(page)
  // A crop means nothing on a page of which nobody knows how it will stand.
  if (degrees === null) return { turn: page.stance.turn, skew: null, crop: null }
  const told = skew + degrees
  if (Math.abs(told) > steepest) throw new SohoaError('invalid_params', { method: 'page.edit', path: 'edit.degrees' })
  const { crop } = page.stance
  return { turn, skew: told, crop: crop === null ? null : aboutTheCentre(crop, page.geometry, told, degrees) }
}

/** A crop that stays on what it showed, as near as an upright box can, when the page is rotated by `degrees` to `skew`. */
function aboutTheCentre(crop: Box, geometry: PageGeometry, skew: number, degrees: number): Box {
  const canvas = canvasOf(geometry)
  const across = geometry.turn % 180 !== 0
  const after = rotatedSize(across ? geometry.rawHeight : geometry.rawWidth, across ? geometry.rawWidth : geometry.rawHeight, skew)
  const angle = (degrees * Math.PI) / 180
  const from = { x: crop.x + crop.width / 2 - canvas.width / 2, y: crop.y + crop.height / 2 - canvas.height / 2 }
  const centre = { x: from.x * Math.cos(angle) - from.y * Math.sin(angle) + after.width / 2, y: from.x * Math.sin(angle) + from.y * Math.cos(angle) + after.height / 2 }
  return { ...crop, x: centre.x - crop.width / 2, y: centre.y - crop.height / 2 }
}

function croppedTo(page: ShownPage, box: Box | null): PageStance {
  const { turn, skew } = standingNow(page)
  if (box === null) return { ...page.stance, crop: null }
  const { width, height, crop } = page.geometry
  const left = Math.max(0, box.x)
  const top = Math.max(0, box.y)
  const shown = { width: Math.min(width, box.x + box.width) - left, height: Math.min(height, box.y + box.height) - top }
  if (shown.width < leastCropPx || shown.height < leastCropPx) throw new SohoaError('invalid_params', { method: 'page.edit', path: 'edit.box' })
  return { turn, skew, crop: { x: left + (crop?.left ?? 0), y: top + (crop?.top ?? 0), ...shown } }
}

/** The page that stands at a place of the document. Throws page_unknown. */
export function pageAt(context: PipelineContext, id: RecordId, place: number): EditedPage {
  const page = editedPages(context.store, id).find((one) => one.place === place)
  if (page === undefined) throw new SohoaError('page_unknown', { page: place })
  return page
}
