import { serveHolding } from '../../child/index.ts'
import { SohoaError } from '../../model/index.ts'
import { cropsOf } from '../second-reading/crops.ts'
import type { RereadRegion } from '../second-reading/second-reading.ts'
import type { Picture } from '../second-reading/unread-ink.ts'
import type { HeldPage, ReadingAnswer, ReadingTask } from './protocol.ts'
import { rowsOf } from './rows.ts'
import { wordsOfTsv, type RawWord } from './tsv.ts'

/** Tesseract's page segmentation modes: the layout is to be found, or is one block of lines. */
export type Segmentation = 'auto' | 'single block'

/** A loaded engine. */
export interface Recogniser {
  readonly version: string
  /** Tesseract's TSV of a grey picture, which holds just its pixels. Throws ocr_failed. */
  tsv(picture: Picture, dpi: number, segmentation: Segmentation): Promise<string> | string
}

async function wordsIn(recogniser: Recogniser, picture: Picture, dpi: number, segmentation: Segmentation): Promise<RawWord[]> {
  const { width, height, pixels } = picture
  if (pixels.length !== width * height || pixels.length === 0) throw new SohoaError('ocr_failed', { engine: 'reading copy' })
  return wordsOfTsv(await recogniser.tsv(picture, dpi, segmentation))
}

async function oneByOne<Given, Made>(given: readonly Given[], make: (one: Given) => Promise<Made>): Promise<Made[]> {
  const made: Made[] = []
  for (const one of given) made.push(await make(one))
  return made
}

/** Makes this process a child that reads pages with an engine, which is loaded with the first request. */
export function serveReading(load: (modelFolder: string) => Promise<Recogniser>): void {
  let loaded: Promise<Recogniser> | undefined
  const pictureOf = (pixels: Uint8Array, { width, height }: HeldPage): Picture => ({ width, height, pixels })
  serveHolding<Uint8Array, ReadingTask, ReadingAnswer>({
    open: (pixels) => pixels,
    async handle(pixels, request) {
      loaded ??= load(request.folder)
      const recogniser = await loaded.catch((thrown: unknown) => {
        loaded = undefined
        throw thrown
      })
      switch (request.task) {
        case 'start':
          return { task: 'start', version: recogniser.version }
        case 'words': {
          const page = pictureOf(pixels, request.page)
          return { task: 'words', words: await oneByOne(request.parts, (part) => wordsIn(recogniser, rowsOf(page, part), request.page.dpi, 'auto')) }
        }
        case 'reread': {
          const { dpi } = request.page
          const crops = cropsOf(pictureOf(pixels, request.page), dpi, request.first)
          return { task: 'reread', reread: await oneByOne(crops, async (crop): Promise<RereadRegion> => ({ ...crop, words: await wordsIn(recogniser, crop.picture, dpi, 'single block') })) }
        }
      }
    },
    close: () => undefined,
  })
}
