import { access } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { SohoaError } from '../../model/index.ts'

/** Language of the vendored recognition model (tessdata_fast trained on, Apache-2.0; resources/tessdata/README.md). */
export const language = 'vie'
/** What a page is read with: the model, and the version of what decides about its words. A change of either makes pages be read again. */
export const modelName = 'vie, trained on administrative print 1, words 6'

/** Folders that hold the trained data. */
export interface ModelFolders {
  /** Holds `vie.traineddata`. */
  readonly language: string
  /** Holds `osd.traineddata.gz`. */
  readonly orientation: string
}

/** Nearest `resources/tessdata` above this file, which lies at another depth in the compiled program. */
async function vendoredFolder(): Promise<string> {
  for (let folder = import.meta.dirname; folder !== path.dirname(folder); folder = path.dirname(folder)) {
    const candidate = path.join(folder, 'resources', 'tessdata')
    if (await exists(candidate)) return candidate
  }
  throw new SohoaError('ocr_model_missing', { file: `${language}.traineddata` })
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(() => true, () => false)
}

/**
 * Finds the trained data on this machine; nothing is ever fetched. `languageFolder` replaces the vendored folder.
 * Throws ocr_model_missing.
 */
export async function findModels(languageFolder?: string): Promise<ModelFolders> {
  const folders = {
    language: languageFolder ?? await vendoredFolder(),
    orientation: path.join(path.dirname(createRequire(import.meta.url).resolve('@tesseract.js-data/osd/package.json')), '4.0.0'),
  }
  const files = [path.join(folders.language, `${language}.traineddata`), path.join(folders.orientation, 'osd.traineddata.gz')]
  for (const file of files) {
    if (!await exists(file)) throw new SohoaError('ocr_model_missing', { file: path.basename(file) })
  }
  return folders
}
