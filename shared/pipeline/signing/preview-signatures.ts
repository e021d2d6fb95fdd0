import { SohoaError, toPoints, toVietnamTime, type Box, type PageGeometry, type RecordId } from '../../model/index.ts'
import { holderOf } from '../../pki/index.ts'
import type { SignerRole, TakenSpace } from '../../sign/index.ts'
import type { PipelineContext } from '../context.ts'
import { headStripOf } from './copy-record.ts'
import { previewPlacement } from './mark-record.ts'
import { pagesReadSoFar } from '../reading/pages-read.ts'
import { agencySeal, appearanceOf, linesShown, signaturesMade, spaceOf, stationRegime } from './signature-order.ts'
import { keysInUse } from './keys-in-use.ts'

/** A place on a page of the PDF, in parts of the scanned page (1 is its whole width or height), origin at its upper left; what lies below 1 is in the strip added at the foot, what lies above 0 in that at the head. */
export interface PlaceShown {
  readonly page: number
  readonly box: Box
}

/** One signature as it will stand on the page. */
export interface SignatureShown {
  readonly by: SignerRole
  readonly made: boolean
  /** What is written; empty where nothing shows, or where it is made already. */
  readonly lines: readonly string[]
  readonly seal: boolean
  /** Null: nothing shows, by the regime or (`noRoom`) because no page has room. */
  readonly place: PlaceShown | null
  readonly noRoom: boolean
}

/** What mark and signatures will look like, before any key is used. */
export interface SignaturesPreview {
  readonly regime: { readonly vi: string; readonly en: string }
  readonly mark: PlaceShown | null
  readonly signatures: readonly SignatureShown[]
}

/** Whose name a signature will bear: that of the key that would make it, else of whom it waits for. */
function signerOf(context: PipelineContext, by: SignerRole, agency: string): string {
  try {
    const [key] = keysInUse(context, by === 'agency' ? agency : null)
    return key === undefined ? agency : holderOf(key.certificate)
  } catch (thrown) {
    // Why no key may sign is told where it is to be signed.
    if (!(thrown instanceof SohoaError)) throw thrown
    return by === 'agency' ? agency : '…'
  }
}

/**
 * Where the mark and the signatures of a record will stand. Nothing is made or kept. Throws not_configured while the station has no agency,
 * signing_regime_missing, signing_regime_invalid, mark_does_not_fit, signature_has_no_room.
 */
export function previewSignatures(context: PipelineContext, id: RecordId): SignaturesPreview {
  const { agency } = context.configuration()
  if (agency === null) throw new SohoaError('not_configured', { setting: 'agency' })
  const regime = stationRegime(context)
  const at = context.now()
  const geometries = new Map(pagesReadSoFar(context, id, context.store.getRecord(id).pageCount).map(({ place, cleaning }) => [place, cleaning.geometry]))
  const mark = regime.mark === null ? null : previewPlacement(context, id, regime.mark, agency)
  const isRead = mark !== null || (regime.mark === null && geometries.size === context.store.getRecord(id).pageCount)
  const headStrip = isRead && regime.mark === null ? headStripOf(context, id, regime, { signer: signerOf(context, 'agency', agency), agency, at }) : 0
  const made = signaturesMade(context, id, regime)
  const shownAt = (space: TakenSpace | null): PlaceShown | null => {
    const geometry = space === null ? undefined : geometries.get(space.page)
    return space === null || geometry === undefined ? null : placeShown(space, geometry, mark?.page === space.page ? mark.stripHeight : 0)
  }
  const taken: TakenSpace[] = []
  const signatures = regime.signatures.map((wanted, index): SignatureShown => {
    const { by, shows } = wanted
    const known = made[index]
    const signer = signerOf(context, by, agency)
    const space = known === undefined ? spaceOf(isRead ? appearanceOf(context, id, regime, wanted, { signer, agency, at }, { mark, headStrip }, taken) : null) : known.shown
    if (space !== null) taken.push(space)
    return {
      by, made: known !== undefined, place: shownAt(space), noRoom: shows !== null && space === null,
      lines: known !== undefined || shows === null ? [] : linesShown(context, regime, shows, { signer, agency, time: toVietnamTime(at) }), seal: shows?.seal === true && agencySeal(context) !== null,
    }
  })
  return { regime: regime.name, mark: shownAt(mark), signatures }
}

function placeShown({ page, box }: TakenSpace, geometry: PageGeometry, strip: number): PlaceShown {
  const width = toPoints(geometry.width, geometry.dpi)
  const height = toPoints(geometry.height, geometry.dpi)
  return { page, box: { x: box.x / width, y: (height + strip - box.y - box.height) / height, width: box.width / width, height: box.height / height } }
}
