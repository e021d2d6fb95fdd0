import { availableParallelism } from 'node:os'
import { openAssembler, type Assembler } from '../assemble/index.ts'
import { openFolderDriver, openImageReader, openSampleDriver, openSaneDriver, openScanners, type ImageReader, type Scanners } from '../capture/index.ts'
import type { Configuration } from '../contract/index.ts'
import { openCourier, type Courier } from '../deliver/index.ts'
import { openImageRoom, type ImageRoom } from '../image/index.ts'
import { openOcrEngine, type OcrEngine } from '../ocr/index.ts'
import { openPdfReader, type PdfReader } from '../pdf-file/index.ts'
import { openTokens, type Tokens } from '../sign/index.ts'
import { openVerifier, type Verifier } from '../verify/index.ts'
import { ReadingPlaces } from './reading/reading-places.ts'

/** The steps that hold processes or connections, opened when first needed. */
export interface Rooms {
  readonly processes: number
  /** As many as there are processes. */
  readonly readingPlaces: ReadingPlaces
  image(): ImageRoom
  /** Decodes foreign image files. */
  images(): ImageReader
  ocr(): Promise<OcrEngine>
  pdf(): PdfReader
  assembler(): Assembler
  verifier(): Verifier
  courier(): Courier
  /** The signing tokens of this machine. */
  tokens(): Tokens
  /** The sample papers are among them where a training station has some. */
  scanners(): Scanners
  /** Ends the decoders of foreign files, idle once a document is captured; they start again when needed. */
  restDecoders(): Promise<void>
  /** Starts what the first page of a new document needs, while its files are taken in. */
  warmReaders(): Promise<void>
  /** Ends the readers of pages, whose processes are the largest; they start again when needed. */
  restReaders(): Promise<void>
  /** Ends at once what reads, builds, checks and sends; what is asked of them meanwhile ends with `cancelled`. Scanners are cancelled by themselves. */
  interrupt(): Promise<void>
  close(): Promise<void>
}

const answerTimeMs = 30_000
/** Pages are cleaned at least this many times as fast as they are read: more processes would only hold memory. */
const cleanedPerRead = 2

/** Opens the rooms for a configuration. While `shared` tells that more than one piece of work is under way, none is rested. */
export function openRooms(configuration: () => Configuration, processes = Math.min(8, availableParallelism()), shared: () => boolean = () => false): Rooms {
  const opened = new Map<string, { close(): Promise<void> }>()
  function once<Room extends { close(): Promise<void> }>(name: string, open: () => Room): Room {
    const known = opened.get(name)
    if (known !== undefined) return known as Room
    const room = open()
    opened.set(name, room)
    return room
  }
  let engine: { readonly settings: string; readonly room: Promise<OcrEngine> } | undefined

  const rest = async (names: readonly string[]): Promise<void> => {
    const closing = names.flatMap((name) => opened.get(name) ?? [])
    for (const name of names) opened.delete(name)
    await Promise.all(closing.map((room) => room.close()))
  }
  const restEngine = async (): Promise<void> => {
    const resting = engine
    engine = undefined
    await resting?.room.then((room) => room.close(), () => undefined)
  }

  const image = (): ImageRoom => once('image', () => openImageRoom({ processes: Math.ceil(processes / cleanedPerRead) }))
  const ocr = (): Promise<OcrEngine> => {
    const { ocrEngine, ocrPageSeconds } = configuration()
    const settings = `${ocrEngine} ${ocrPageSeconds}`
    // A station that stays open hears of other settings with the next page.
    if (engine?.settings !== settings) {
      const rested = restEngine()
      engine = { settings, room: rested.then(() => openOcrEngine({ engine: ocrEngine, processes, timeLimitMs: ocrPageSeconds * 1000 })) }
    }
    return engine.room
  }

  return {
    processes,
    readingPlaces: new ReadingPlaces(processes),
    warmReaders: async () => {
      image().warm()
      const reader = await ocr()
      reader.warm()
    },
    images: () => once('images', () => openImageReader({ processes: 1 })),
    image,
    ocr,
    pdf: () => once('pdf', () => openPdfReader({ processes: 1 })),
    assembler: () => once('assembler', () => openAssembler()),
    verifier: () => once('verifier', () => openVerifier()),
    scanners: () => once('scanners', () => openScanners([
      openSaneDriver(), openFolderDriver({ folder: () => configuration().scanFolder }), openSampleDriver(() => configuration().samplePapers),
    ])),
    tokens: () => once('tokens', () => openTokens({ modules: () => configuration().tokenModules })),
    courier: () => once('courier', () => openCourier({ timeMs: answerTimeMs })),
    restDecoders: async () => { if (!shared()) await rest(['images']) },
    restReaders: async () => { if (!shared()) await Promise.all([rest(['image', 'images', 'pdf']), restEngine()]) },
    interrupt: async () => { await Promise.all([rest(['image', 'images', 'pdf', 'assembler', 'verifier', 'courier']), restEngine()]) },
    close: async () => { await Promise.all([rest([...opened.keys()]), restEngine()]) },
  }
}
