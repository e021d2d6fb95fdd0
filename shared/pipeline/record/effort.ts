import { z } from 'zod'
import { SohoaError, type RecordId } from '../../model/index.ts'
import type { StepResult } from '../../store/index.ts'
import type { PipelineContext } from '../context.ts'
import { digestOfInputs } from '../digests.ts'

const effortShape = z.object({ keys: z.number().int(), milliseconds: z.number().int(), corrections: z.number().int() })

/** What it cost a person to bring a record to its signature. */
export type Effort = z.infer<typeof effortShape>

/** The effort kept with a step; null where none was told. */
export function readEffort(step: Pick<StepResult, 'result'> | undefined): Effort | null {
  if (step === undefined) return null
  const parsed = effortShape.safeParse(step.result)
  if (!parsed.success) throw new SohoaError('station_damaged', { detail: 'effort' })
  return parsed.data
}

/** Adds to what a record cost. Throws not_found. */
export function addEffort(context: PipelineContext, id: RecordId, told: Effort): Effort {
  const { store } = context
  return store.transaction(() => {
    store.getRecord(id)
    const before = readEffort(store.getStep(id, 0, 'effort')) ?? { keys: 0, milliseconds: 0, corrections: 0 }
    const sum = { keys: before.keys + told.keys, milliseconds: before.milliseconds + told.milliseconds, corrections: before.corrections + told.corrections }
    const at = context.now()
    store.putStep(id, 0, 'effort', { inputs: digestOfInputs(sum), engine: 'screen', result: sum, resultDigest: null, startedAt: at, finishedAt: at })
    return sum
  })
}
