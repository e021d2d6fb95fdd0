import type { ConversionMark, RecordId } from '../../model/index.ts'
import type { PipelineContext } from '../context.ts'
import { readMark } from '../step-results.ts'

/** The conversion mark that was made for a record; undefined before there is one. */
export function markOf({ store }: Pick<PipelineContext, 'store'>, id: RecordId): ConversionMark | undefined {
  return readMark(store.getStep(id, 0, 'mark'))?.mark
}
