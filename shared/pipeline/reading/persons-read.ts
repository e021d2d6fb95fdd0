import type { PaperPerson, RecordId } from '../../model/index.ts'
import type { PipelineContext } from '../context.ts'
import { personsOnPaper } from './recipient.ts'
import { readExtraction } from '../step-results.ts'

/** Whom a record's paper names, as read last; undefined while it has not been read. */
export function personsRead(context: PipelineContext, id: RecordId): PaperPerson[] | undefined {
  const extraction = readExtraction(context.store.getStep(id, 0, 'extract'))
  return extraction === undefined ? undefined : personsOnPaper(extraction.owners)
}
