import { OEM, PSM } from 'tesseract.js'
import { SohoaError } from '../../model/index.ts'
import { language } from './model-files.ts'
import { attempt, startScript } from './script-engine.ts'
import { scriptVersion } from './script-version.ts'
import { serveReading, type Recogniser, type Segmentation } from './serve-reading.ts'
import { tiffOf } from './tiff.ts'

const modes: Readonly<Record<Segmentation, PSM>> = { 'auto': PSM.AUTO, 'single block': PSM.SINGLE_BLOCK }

serveReading(async (folder): Promise<Recogniser> => {
  const worker = await startScript(language, OEM.LSTM_ONLY, folder, { gzip: false })
  return {
    version: scriptVersion(),
    async tsv(picture, dpi, segmentation) {
      await worker.setParameters({ tessedit_pageseg_mode: modes[segmentation], user_defined_dpi: String(Math.round(dpi)) })
      const { data } = await attempt(worker.recognize(tiffOf(picture), {}, { text: false, tsv: true }))
      if (data.tsv === null) throw new SohoaError('ocr_failed', { engine: 'tesseract.js' })
      return data.tsv
    },
  }
})
