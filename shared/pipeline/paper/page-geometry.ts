import { geometryAs, turnBeyondExif, type ImageInput } from '../../image/index.ts'
import { untouchedStance, type LedgerPage, type PageCleaning, type PageGeometry, type PageStance, type RecordId } from '../../model/index.ts'
import type { StepOutline } from '../../store/index.ts'
import type { PipelineContext } from '../context.ts'
import { editedPages, type EditedPage } from './document-pages.ts'
import { readCleaning, readCleaningSummary, readReview } from '../step-results.ts'

/** Below this a tag is a program's default, not the scanner's word (see the image room). */
const leastBelievedDpi = 100

/** What the image room is told about pages of a record (all of them are given), with the resolution that a person told for them. */
export function imageInputs(context: PipelineContext, id: RecordId, pages: readonly EditedPage[]): (page: LedgerPage) => ImageInput {
  const told = readReview(context.store.getStep(id, 0, 'review'))?.dpi ?? null
  const isSilent = ({ dpi }: LedgerPage): boolean => dpi === null || dpi < leastBelievedDpi
  // What a person tells is about the pages that tell nothing themselves; where all tell, it corrects them.
  const someSilent = pages.some(({ ledger, place }) => place !== null && isSilent(ledger))
  return (page) => {
    const { format, dpi, dpiFrom, exifOrientation } = page
    return told !== null && (!someSilent || isSilent(page)) ? { format, dpi: told, dpiFrom: 'image', exifOrientation } : { format, dpi, dpiFrom, exifOrientation }
  }
}

/** What clean-up learnt of a page, as far as lists need it. */
type CleanedFacts = Pick<PageCleaning, 'blank' | 'warnings' | 'treatments' | 'geometry'>

/** A page as it is to be shown now: the edits count at once, before anything is read again. */
export interface ShownPage extends EditedPage {
  readonly geometry: PageGeometry
  /** What clean-up learnt of the page as it stands; undefined while it is not cleaned so. */
  readonly cleaning: CleanedFacts | undefined
}

/** Every page of a record's ledger, in the order of the document, as it is to be shown. */
export function shownPages(context: PipelineContext, id: RecordId): ShownPage[] {
  const pages = editedPages(context.store, id)
  const inputs = imageInputs(context, id, pages)
  const steps = new Map(context.store.listSteps(id).filter(({ step }) => step === 'clean').map((step) => [step.page, step]))
  return pages.map((page) => {
    const step = steps.get(page.ledger.ordinal)
    return shownPage(page, inputs(page.ledger), step === undefined ? undefined : cleanedFacts(context, id, step))
  })
}

interface Cleaned { readonly facts: CleanedFacts; readonly told: PageStance }

function cleanedFacts(context: PipelineContext, id: RecordId, step: StepOutline): Cleaned | undefined {
  const summary = readCleaningSummary(step)
  if (summary?.geometry !== undefined) return { facts: { ...summary, geometry: summary.geometry }, told: summary.told ?? untouchedStance }
  const facts = readCleaning(context.store.getStep(id, step.page, 'clean'))
  return facts === undefined ? undefined : { facts, told: untouchedStance }
}

function shownPage(page: EditedPage, input: ImageInput, cleaned: Cleaned | undefined): ShownPage {
  const { ledger, stance } = page
  if (cleaned !== undefined && JSON.stringify(cleaned.told) === JSON.stringify(stance)) return { ...page, geometry: cleaned.facts.geometry, cleaning: cleaned.facts }
  // What the machine found itself still holds where nobody told otherwise since.
  const found = cleaned === undefined ? undefined : {
    turn: cleaned.told.turn === null ? turnBeyondExif(cleaned.facts.geometry, input.exifOrientation) : undefined,
    skew: cleaned.told.skew === null ? cleaned.facts.geometry.skew : undefined,
  }
  const geometry = geometryAs({ ...input, widthPx: ledger.widthPx, heightPx: ledger.heightPx }, {
    turn: stance.turn ?? found?.turn ?? 0, skew: stance.skew ?? found?.skew ?? 0, crop: stance.crop,
  })
  return { ...page, geometry, cleaning: undefined }
}

/** How a page is straightened, by its number in the ledger; of a signed original, which is in no ledger, by its number. Undefined before it was cleaned. */
export function straightGeometry(context: PipelineContext, id: RecordId, ordinal: number): PageGeometry | undefined {
  const shown = shownPages(context, id).find(({ ledger }) => ledger.ordinal === ordinal)
  return shown?.geometry ?? readCleaning(context.store.getStep(id, ordinal, 'clean'))?.geometry
}
