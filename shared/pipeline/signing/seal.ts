import { SohoaError } from '../../model/index.ts'
import { sealPicture } from '../../sign/index.ts'
import type { PipelineContext } from '../context.ts'
import { bytesGiven, dropUsed } from '../paper/given-files.ts'
import { agencySeal, keepSeal } from './signature-order.ts'
import { audit } from '../transition.ts'

/** A seal of 36 mm at 300 dpi has 425 px: more would only make every signed file larger. */
const mostPx = 600
const mostBytes = 16 * 1_048_576

/** The agency's seal as told to people. */
export interface SealFacts {
  readonly widthPx: number
  readonly heightPx: number
  readonly widthMm: number
}

/** The agency's seal that signatures show; null: none was given. */
export function sealFacts(context: PipelineContext): SealFacts | null {
  const seal = agencySeal(context)
  if (seal === null) return null
  const { widthPx, heightPx, widthMm } = seal
  return { widthPx, heightPx, widthMm }
}

/**
 * Takes the agency's seal from a picture (PNG with its transparency, or JPEG), in its real width on paper. It is decoded in a process that
 * can be killed. Throws file_not_found, upload_unknown, file_too_large, not_an_image, image_damaged, image_too_large.
 */
export async function setSeal(context: PipelineContext, file: string, widthMm: number): Promise<SealFacts | null> {
  const bytes = await bytesGiven(context, file)
  if (bytes.length > mostBytes) throw new SohoaError('file_too_large', { file: '', limit: mostBytes / 1_048_576 })
  const seal = sealPicture(await context.rooms.image().picture(bytes, mostPx), widthMm)
  context.store.transaction(() => {
    keepSeal(context, seal)
    audit(context, 'seal picture given', null, { widthPx: seal.widthPx, heightPx: seal.heightPx, widthMm })
  })
  dropUsed(context, [file])
  return sealFacts(context)
}

/** Signatures show no seal any more. */
export function removeSeal(context: PipelineContext): void {
  context.store.transaction(() => {
    keepSeal(context, null)
    audit(context, 'seal picture taken away', null)
  })
}
