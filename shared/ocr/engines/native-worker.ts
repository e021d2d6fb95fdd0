import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { loadTesseract } from './libtesseract.ts'
import { language } from './model-files.ts'
import { serveReading } from './serve-reading.ts'

serveReading(async (folder) => loadTesseract(await readFile(path.join(folder, `${language}.traineddata`))))
