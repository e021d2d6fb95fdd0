import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { readTemplate, type PaperTemplate } from './template.ts'

const folder = path.join(import.meta.dirname, '..', '..', '..', 'resources', 'templates')
let known: readonly PaperTemplate[] | undefined

/** The templates that come with the program, by name. Throws reading_template_invalid where one was damaged. */
export function bundledTemplates(): readonly PaperTemplate[] {
  known ??= readdirSync(folder).filter((file) => file.endsWith('.json')).sort().map((file) => readTemplate(path.basename(file, '.json'), readFileSync(path.join(folder, file), 'utf8')))
  return known
}
