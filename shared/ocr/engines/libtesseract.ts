import { readdirSync } from 'node:fs'
import path from 'node:path'
import koffi, { type KoffiFunc } from 'koffi'
import { SohoaError } from '../../model/index.ts'
import { language } from './model-files.ts'
import type { Recogniser, Segmentation } from './serve-reading.ts'

/** TessPageSegMode: PSM_AUTO and PSM_SINGLE_BLOCK. */
const modes: Readonly<Record<Segmentation, number>> = { 'auto': 3, 'single block': 6 }
/** TessOcrEngineMode OEM_LSTM_ONLY. */
const lstmOnly = 1

/** Where the library lies and what it is called: Debian's name first, then those of CMake builds, Homebrew, MacPorts and the Windows installer. */
interface Places {
  /** What the system's loader finds by itself. */
  readonly names: readonly string[]
  readonly folders: readonly string[]
  readonly pattern: RegExp
}

function placesOf(platform: NodeJS.Platform): Places {
  if (platform === 'win32') {
    const programs = [process.env.ProgramFiles ?? 'C:\\Program Files'].map((folder) => path.join(folder, 'Tesseract-OCR'))
    const onPath = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => /^[a-z]:[\\/]/iu.test(folder))
    return { names: [], folders: [...programs, ...onPath], pattern: /^(?:lib)?tesseract-?5\d*\.dll$/iu }
  }
  if (platform === 'darwin') return { names: [], folders: ['/opt/homebrew/lib', '/usr/local/lib', '/opt/local/lib'], pattern: /^libtesseract\.5(?:\.\d+)*\.dylib$/u }
  return { names: ['libtesseract.so.5'], folders: ['/usr/lib64', '/usr/lib', '/usr/local/lib64', '/usr/local/lib'], pattern: /^libtesseract\.so\.5(?:\.\d+)*$/u }
}

function filesIn(folder: string, pattern: RegExp): string[] {
  try {
    return readdirSync(folder).filter((name) => pattern.test(name)).sort().map((name) => path.join(folder, name))
  } catch {
    // Not every system has every folder.
    return []
  }
}

type Call<Result> = KoffiFunc<(...given: readonly unknown[]) => Result>

/** The functions of Tesseract's C interface (capi.h of 5.2 and later) that reading needs. */
interface Functions {
  readonly version: Call<string>
  readonly create: Call<unknown>
  readonly initialise: Call<number>
  readonly setVariable: Call<number>
  readonly setMode: Call<void>
  readonly setImage: Call<void>
  readonly recognise: Call<number>
  readonly tsv: Call<string | null>
}

function functionsOf(file: string): Functions {
  // Windows looks for what a library needs in the current folder too, which may be one of received files.
  if (process.platform === 'win32') process.chdir(path.dirname(file))
  const library = koffi.load(file)
  const deleteText: Call<void> = library.func('TessDeleteText', 'void', ['void *'])
  return {
    version: library.func('TessVersion', 'str', []),
    create: library.func('TessBaseAPICreate', 'void *', []),
    initialise: library.func('TessBaseAPIInit5', 'int', ['void *', 'void *', 'int', 'str', 'int', 'void *', 'int', 'void *', 'void *', 'size_t', 'int']),
    setVariable: library.func('TessBaseAPISetVariable', 'int', ['void *', 'str', 'str']),
    setMode: library.func('TessBaseAPISetPageSegMode', 'void', ['void *', 'int']),
    setImage: library.func('TessBaseAPISetImage', 'void', ['void *', 'void *', 'int', 'int', 'int', 'int']),
    recognise: library.func('TessBaseAPIRecognize', 'int', ['void *', 'void *']),
    tsv: library.func('TessBaseAPIGetTsvText', koffi.disposable('str', deleteText), ['void *', 'int']),
  }
}

/** The first library that this process can load and that has what reading needs. */
function findFunctions(): Functions {
  const { names, folders, pattern } = placesOf(process.platform)
  for (const file of [...names, ...folders.flatMap((folder) => filesIn(folder, pattern))]) {
    try {
      return functionsOf(file)
    } catch {
      // Absent, for another processor, or too old: the next one may do.
    }
  }
  throw new SohoaError('ocr_failed', { engine: 'native tesseract' })
}

/**
 * Loads this machine's libtesseract into this process, with a model (the bytes of a `.traineddata`). What it reads is what the program
 * `tesseract` reads (`--oem 1`), byte for byte, and does not depend on what was read before. Throws ocr_failed where the machine has none of
 * 5.2 or later, or it does not take the model.
 */
export function loadTesseract(model: Uint8Array): Recogniser {
  const functions = findFunctions()
  const failed = (): SohoaError => new SohoaError('ocr_failed', { engine: 'native tesseract' })
  const engine = functions.create()
  // From memory: the library would open a path in the system's own code page.
  if (functions.initialise(engine, model, model.length, language, lstmOnly, null, 0, null, null, 0, 0) !== 0) throw failed()
  return {
    version: functions.version().replace(/^v/u, ''),
    tsv({ width, height, pixels }, dpi, segmentation) {
      functions.setMode(engine, modes[segmentation])
      functions.setVariable(engine, 'user_defined_dpi', String(Math.round(dpi)))
      functions.setImage(engine, pixels, width, height, 1, width)
      const tsv = functions.recognise(engine, null) === 0 ? functions.tsv(engine, 0) : null
      if (tsv === null) throw failed()
      return tsv
    },
  }
}
