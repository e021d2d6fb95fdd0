import { geometryAs, turnBeyondExif, type ImageInput } from '../image/index.ts'
import { untouchedStance, type LedgerPage, type PageCleaning, type PageGeometry, type RecordId } from '../model/index.ts'
import type { PipelineContext } from './context.ts'
import { documentPages, editedPages, type EditedPage } from './document-pages.ts'
import { readCleaning, readReview, readToldStance } from './step-results.ts'

/** Below this a tag is a program's default, not the scanner's word (see the image room). */
const leastBelievedDpi = 100

/** What the image room is told about the pages of a record, with the resolution that a person told for them. */
export function imageInputs(context: PipelineContext, id: RecordId): (page: LedgerPage) => ImageInput {
  const told = readReview(context.store.getStep(id, 0, 'review'))?.dpi ?? null
  const isSilent = ({ dpi }: LedgerPage): boolean => dpi === null || dpi < leastBelievedDpi
  // What a person tells is about the pages that tell nothing themselves; where all tell, it corrects them.
  const someSilent = documentPages(context.store, id).some(({ ledger }) => isSilent(ledger))
  return (page) => {
    const { format, dpi, dpiFrom, exifOrientation } = page
    return told !== null && (!someSilent || isSilent(page)) ? { format, dpi: told, dpiFrom: 'image', exifOrientation } : { format, dpi, dpiFrom, exifOrientation }
  }
}

/** A page as it is to be shown now: the edits count at once, before anything is read again. */
export interface ShownPage extends EditedPage {
  readonly geometry: PageGeometry
  /** What clean-up learnt of the page as it stands; undefined while it is not cleaned so. */
  readonly cleaning: PageCleaning | undefined
}

/** Every page of a record's ledger, in the order of the document, as it is to be shown. */
export function shownPages(context: PipelineContext, id: RecordId): ShownPage[] {
  const inputs = imageInputs(context, id)
  return editedPages(context.store, id).map((page) => shownPage(context, id, page, inputs(page.ledger)))
}

function shownPage(context: PipelineContext, id: RecordId, page: EditedPage, input: ImageInput): ShownPage {
  const { ledger, stance } = page
  const step = context.store.getStep(id, ledger.ordinal, 'clean')
  const cleaning = readCleaning(step)
  const toldThen = readToldStance(step) ?? untouchedStance
  if (cleaning !== undefined && JSON.stringify(toldThen) === JSON.stringify(stance)) return { ...page, geometry: cleaning.geometry, cleaning }
  // What the machine found itself still holds where nobody told otherwise since.
  const found = cleaning === undefined ? undefined : { turn: turnBeyondExif(cleaning.geometry, input.exifOrientation), skew: cleaning.geometry.skew }
  const geometry = geometryAs({ ...input, widthPx: ledger.widthPx, heightPx: ledger.heightPx }, {
    turn: stance.turn ?? (toldThen.turn === null ? found?.turn : undefined) ?? 0,
    skew: stance.skew ?? (toldThen.skew === null ? found?.skew : undefined) ?? 0,
    crop: stance.crop,
  })
  return { ...page, geometry, cleaning: undefined }
}
