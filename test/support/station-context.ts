import { rights } from '../../shared/model/index.ts'
import type { PipelineContext } from '../../shared/pipeline/index.ts'
import type { StationContext } from '../../shared/station/context.ts'

/** A context for the station's handlers, of an officer who may do everything and with whom nobody else works. */
export function stationContext(context: PipelineContext, folder: string): StationContext {
  return { ...context, folder, rights, alone: (_, work) => work() }
}
