import { extract } from '../../extract/index.ts'
import type { PageGeometry, PageText, RecordId } from '../../model/index.ts'
import { plausibleToday } from '../care/clock.ts'
import type { PipelineContext } from '../context.ts'
import { readingTemplates } from './reading-templates.ts'

/**
 * Tells what the head of a paper says while the rest is being read, for the officer who has it before him. It is shown and never kept:
 * the record's fields are proposed from the whole paper. Of a paper with a secrecy class nothing is told.
 */
export function tellFieldsSoFar(context: PipelineContext, id: RecordId, text: PageText, geometry: PageGeometry): void {
  const { fields, secrecy } = extract({ pages: [{ text, geometry }], today: plausibleToday(context), trainingStation: context.training, templates: readingTemplates(context) })
  const told = fields.filter(({ value }) => value !== '').map(({ name, value }) => ({ name, value }))
  if (secrecy === undefined && told.length > 0) context.emit({ type: 'fields', record: id, fields: told })
}
