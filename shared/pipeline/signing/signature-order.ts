import { z } from 'zod'
import { trainingNotice } from '../../mark/index.ts'
import { isDigest, SohoaError, toVietnamTime, type Digest, type Instant, type MarkPlacement, type RecordId } from '../../model/index.ts'
import { loadSigningRegime, placeSignature, shownLines, type Appearance, type SealPicture, type ShownSignature, type SignablePage, type SigningRegime, type TakenSpace, type WantedSignature } from '../../sign/index.ts'
import { plausibleToday } from '../care/clock.ts'
import type { PipelineContext } from '../context.ts'
import { pagesRead } from '../reading/pages-read.ts'
import { audit } from '../transition.ts'

/** The regime under which the station signs, by the clock or, where it cannot be right, by the last time that can. Throws signing_regime_missing, signing_regime_invalid. */
export function stationRegime(context: PipelineContext): SigningRegime {
  return loadSigningRegime(context.configuration().signingRegime, plausibleToday(context))
}

const digest = z.custom<Digest>((value) => typeof value === 'string' && isDigest(value))
const space = z.object({ page: z.number().int(), box: z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() }) })
const madeShape = z.object({
  regime: z.string(),
  /** The file that was signed. */
  on: digest,
  certificate: digest,
  level: z.enum(['B-B', 'B-T']),
  actor: z.string(),
  shown: space.nullable(),
})

/** A signature that is made while others are still awaited. */
export interface MadeSignature extends z.infer<typeof madeShape> {
  /** The file that it made. */
  readonly pdf: Digest
}

const stepName = (index: number): string => `signature ${index + 1}`

/**
 * The signatures of a regime that a record has already, in order, while at least one is awaited: each over the file that the one before
 * made. Those of another regime, or over another edition of the document (`unsigned`, where it is known), count no more.
 */
export function signaturesMade(context: PipelineContext, id: RecordId, regime: SigningRegime, unsigned: Digest | null = null): MadeSignature[] {
  const made: MadeSignature[] = []
  for (let index = 0; index < regime.signatures.length - 1; index += 1) {
    const step = context.store.getStep(id, 0, stepName(index))
    const parsed = madeShape.safeParse(step?.result)
    if (!parsed.success || step?.resultDigest == null || parsed.data.regime !== regime.id) break
    const expected = made.at(-1)?.pdf ?? unsigned
    if (expected !== null && parsed.data.on !== expected) break
    made.push({ ...parsed.data, pdf: step.resultDigest })
  }
  return made
}

/** Forgets the signatures of a record that is not signed whole: the document that they signed is another now. */
export function dropSignatures(context: PipelineContext, id: RecordId, regime: SigningRegime): void {
  const steps = regime.signatures.map((_, index) => stepName(index)).filter((step) => context.store.getStep(id, 0, step) !== undefined)
  context.store.transaction(() => {
    for (const step of steps) context.store.dropStep(id, 0, step)
    audit(context, 'signatures over an earlier edition dropped', id, { signatures: steps.length })
  })
}

/** Keeps a signature that is not the last one. Runs in the caller's transaction. */
export function keepSignature(context: PipelineContext, id: RecordId, index: number, made: MadeSignature, done: { readonly inputs: Digest; readonly scheme: string; readonly startedAt: Instant; readonly finishedAt: Instant }): void {
  const { pdf, ...result } = made
  const { inputs, scheme, startedAt, finishedAt } = done
  context.store.putStep(id, 0, stepName(index), { inputs, engine: scheme, result, resultDigest: pdf, startedAt, finishedAt })
}

const sealSetting = 'agency seal'
const base64 = z.base64().transform((text): Uint8Array => new Uint8Array(Buffer.from(text, 'base64')))
const sealShape = z.object({ widthPx: z.number().int(), heightPx: z.number().int(), widthMm: z.number(), rgb: base64, alpha: base64.nullable() })

/** The agency's seal as the administrator gave it; null: none. */
export function agencySeal({ store }: Pick<PipelineContext, 'store'>): SealPicture | null {
  return store.getSetting(sealSetting, sealShape.nullable()) ?? null
}

/** Keeps the agency's seal; null takes it away. */
export function keepSeal({ store }: Pick<PipelineContext, 'store'>, seal: SealPicture | null): void {
  const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
  store.putSetting(sealSetting, seal === null ? null : { ...seal, rgb: text(seal.rgb), alpha: seal.alpha === null ? null : text(seal.alpha) })
}

/** What a record's pages bear beside the scan before they are signed. */
export interface PageAdditions {
  /** Where the mark stands; null: nowhere. */
  readonly mark: MarkPlacement | null
  /** How much page 1 is lengthened at its head, pt. */
  readonly headStrip: number
}

/** The pages of a record as signatures find them. */
export function signablePages(context: PipelineContext, id: RecordId): SignablePage[] {
  return pagesRead(context, id, context.store.getRecord(id).pageCount).map(({ place, cleaning: { geometry, ink } }) => ({ number: place, geometry, ink }))
}

/** The words of a signature; on what a training station makes without a mark, its notice first. */
export function linesShown(context: PipelineContext, regime: SigningRegime, shows: ShownSignature, values: Parameters<typeof shownLines>[1]): string[] {
  return [...(context.training && regime.mark === null ? [trainingNotice] : []), ...shownLines(shows, values)]
}

/**
 * What a signature of this record shows and where; null: nothing, by the regime or because no page has room. Throws signature_has_no_room where the
 * signature's words are the only sign of what the document is.
 */
export function appearanceOf(
  context: PipelineContext, id: RecordId, regime: SigningRegime, wanted: WantedSignature, signing: { readonly signer: string; readonly agency: string; readonly at: Instant }, { mark, headStrip }: PageAdditions, taken: readonly TakenSpace[],
): Appearance | null {
  if (wanted.shows === null) return null
  const lines = linesShown(context, regime, wanted.shows, { signer: signing.signer, agency: signing.agency, time: toVietnamTime(signing.at) })
  const placed = placeSignature(wanted.shows, lines, agencySeal(context), signablePages(context, id), mark, taken, headStrip)
  if (placed === null && regime.mark === null) throw new SohoaError('signature_has_no_room')
  return placed
}

/** The space that an appearance takes, for those that come after it. */
export function spaceOf(appearance: Appearance | null): TakenSpace | null {
  if (appearance === null) return null
  const { page, at, drawing: { width, height } } = appearance
  return { page, box: { ...at, width, height } }
}
