import type { CleanPage, ImageInput, ImageRoom } from '../../image/index.ts'
import { meanConfidence, untouchedStance, type PageGeometry, type PageStance, type PageText } from '../../model/index.ts'
import { needsOrientation, type OcrEngine } from '../../ocr/index.ts'

/** Tesseract's own scale: below it the found turn is a guess. */
const sureTurn = 1

/** A page as cleaned and read. */
export interface ReadPage {
  readonly clean: CleanPage
  readonly text: PageText
}

/** Told the head of a page as soon as it is read, before the rest. */
export type OnHead = (head: PageText, geometry: PageGeometry) => void

interface Manner {
  readonly stance?: PageStance
  readonly onHead?: OnHead | undefined
}

async function readOnce(images: ImageRoom, engine: OcrEngine, raw: Uint8Array, input: ImageInput, { stance = untouchedStance, onHead }: Manner): Promise<ReadPage> {
  const clean = await images.clean(raw, { ...input, ...stance, turn: stance.turn ?? 0 })
  const text: PageText = clean.cleaning.blank ? { state: 'blank' } : await engine.recognise(clean.reading, (head) => onHead?.(head, clean.cleaning.geometry))
  return { clean, text }
}

/** Mean confidence of what was read; 0 for a page that was not. */
const beliefOf = (text: PageText): number => (text.state === 'read' ? meanConfidence(text.words) : 0)

/**
 * Cleans and reads one page. Only a page that reads badly pays for finding its orientation, and a turn is taken only when
 * the page then reads better; never against what a person told. Throws what ImageRoom and OcrEngine throw; a page that cannot be read in time is `unread`.
 */
export async function readPage(images: ImageRoom, engine: OcrEngine, raw: Uint8Array, input: ImageInput, manner: Manner = {}): Promise<ReadPage> {
  const { stance = untouchedStance } = manner
  const first = await readOnce(images, engine, raw, input, manner)
  if (stance.turn !== null || !needsOrientation(first.text, first.clean.cleaning)) return first
  const { turn, confidence } = await engine.orientation(await images.orientationCopy(raw, input))
  if (turn === 0 || confidence < sureTurn) return first
  const turned = await readOnce(images, engine, raw, input, { ...manner, stance: { ...stance, turn } })
  return beliefOf(turned.text) > beliefOf(first.text) ? turned : first
}
