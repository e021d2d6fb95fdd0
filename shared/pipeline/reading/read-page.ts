import type { CleanPage, ImageInput, ImageRoom } from '../../image/index.ts'
import { meanConfidence, untouchedStance, vietnameseFigures, type PageGeometry, type PageStance, type PageText } from '../../model/index.ts'
import { needsOrientation, type OcrEngine } from '../../ocr/index.ts'
import { pageKindWarnings } from './page-kind.ts'

/** Tesseract's own scale: below it the found turn is a guess. */
const sureTurn = 1

/** A mirrored page is taken only when it is legible by this much more than as it stands. */
const mirrorGain = 0.3
/** Fewer words than this are no text, whichever way they are looked at: engines see some in specks. */
const leastWords = 8
/** EXIF orientations of the same page seen in a mirror. */
const mirroredExif: Readonly<Record<number, number>> = { 1: 2, 2: 1, 3: 4, 4: 3, 5: 6, 6: 5, 7: 8, 8: 7 }

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
  const text: PageText = clean.cleaning.blank ? { state: 'blank' } : await engine.recognise(clean.reading, onHead === undefined ? undefined : (head) => { onHead(head, clean.cleaning.geometry) })
  return { clean, text }
}

/** Mean confidence of what was read; 0 for a page that was not. */
const beliefOf = (text: PageText): number => (text.state === 'read' ? meanConfidence(text.words) : 0)

/**
 * Cleans and reads one page. Only a page that reads badly pays for finding its orientation, and then for being looked at in a mirror; a
 * turn or a mirror is taken only when the page then reads better; never against what a person told. What it is beside Vietnamese print is
 * told among its warnings. Throws what ImageRoom and OcrEngine throw; a page that cannot be read in time is `unread`.
 */
export async function readPage(images: ImageRoom, engine: OcrEngine, raw: Uint8Array, input: ImageInput, manner: Manner = {}): Promise<ReadPage> {
  const { stance = untouchedStance } = manner
  const upright = await readUpright(images, engine, raw, input, manner)
  const looksForeign = needsOrientation(upright.text, upright.clean.cleaning) || pageKindWarnings(upright.text, upright.clean.cleaning).includes('other language')
  const read = stance.turn === null && looksForeign ? await inMirror(images, engine, raw, input, manner, upright) : upright
  const { cleaning } = read.clean
  return { ...read, clean: { ...read.clean, cleaning: { ...cleaning, warnings: [...cleaning.warnings, ...pageKindWarnings(read.text, cleaning)] } } }
}

/** Belief in what was read, counted as far as it may be Vietnamese: letters seen in a mirror are believed to be some letters too. */
function legibility(text: PageText): number {
  return text.state === 'read' && text.words.length >= leastWords ? meanConfidence(text.words) * vietnameseFigures(text.words.map((word) => word.text)).legal : 0
}

/** The page as a mirror shows it, where that is legible by far more: a fax that was fed with its back to the lamp. */
async function inMirror(images: ImageRoom, engine: OcrEngine, raw: Uint8Array, input: ImageInput, manner: Manner, read: ReadPage): Promise<ReadPage> {
  const mirrored = await readOnce(images, engine, raw, { ...input, exifOrientation: mirroredExif[input.exifOrientation] ?? 2 }, manner)
  if (legibility(mirrored.text) < legibility(read.text) + mirrorGain) return read
  const { cleaning } = mirrored.clean
  return { ...mirrored, clean: { ...mirrored.clean, cleaning: { ...cleaning, warnings: [...cleaning.warnings, 'mirrored'] } } }
}

/** The page as it stands, or turned where it then reads better. */
async function readUpright(images: ImageRoom, engine: OcrEngine, raw: Uint8Array, input: ImageInput, manner: Manner = {}): Promise<ReadPage> {
  const { stance = untouchedStance } = manner
  const first = await readOnce(images, engine, raw, input, manner)
  if (stance.turn !== null || !needsOrientation(first.text, first.clean.cleaning)) return first
  const { turn, confidence } = await engine.orientation(await images.orientationCopy(raw, input))
  if (turn === 0 || confidence < sureTurn) return first
  const turned = await readOnce(images, engine, raw, input, { ...manner, stance: { ...stance, turn } })
  return beliefOf(turned.text) > beliefOf(first.text) ? turned : first
}
