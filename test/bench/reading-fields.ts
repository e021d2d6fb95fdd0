import path from 'node:path'
import { extract } from '../../shared/extract/index.ts'
import { instant, vietnamDate } from '../../shared/model/index.ts'
import { enginesAsked, findCorpus, openCorpusReader, type EngineName } from './corpus-reading.ts'
import { judge, printReport, readTruth, type Judgement } from './field-truth.ts'
import { option } from './options.ts'

/**
 * Prints how many printed header fields are right, per document and per field, over the shared corpus; how many wrong ones would
 * have been taken without a question; what became of those filled in by hand; and how far a confidence can be trusted.
 * `node test/bench/reading-fields.ts [tesseract.js|native] [--only NAME] [--cache FOLDER]`; the cache keeps what was read,
 * so that rules can be measured again without reading again.
 */
const only = option('--only')

async function measureFields(corpus: string, engineName: EngineName): Promise<void> {
  const reader = await openCorpusReader(engineName, 2)
  console.log(`${reader.engine.name} ${reader.engine.version}, ${reader.engine.model}`)
  const judgements: Judgement[] = []
  try {
    for (const truth of readTruth(path.join(corpus, 'gt/fields_dev.json'))) {
      if (only !== undefined && !truth.document.includes(only)) continue
      const pages = await reader.read(path.join(corpus, truth.document))
      const extraction = extract({ pages, today: vietnamDate(instant()), trainingStation: false })
      judgements.push(...judge(truth, extraction))
      if (extraction.secrecy !== undefined) console.log(`${truth.document}: secrecy class found, though none is printed`)
    }
  } finally {
    await reader.close()
  }
  printReport(judgements, (line) => { console.log(line) })
}

const corpus = await findCorpus()
if (corpus !== undefined) for (const engine of await enginesAsked()) await measureFields(path.join(corpus, 'vn_admin'), engine)
