import type { FailureLine, RecordLine } from '../contract/index.ts'
import { describeThrown, type RecordId } from '../model/index.ts'
import { advance, endsWork, recordLineOf, runDeliveries, runRecalls, type PipelineContext, type Signing, type Urgency } from '../pipeline/index.ts'
import type { StationContext } from './context.ts'

/** What one call did with several records, told as it happens. */
export class Run {
  readonly records: RecordLine[] = []
  readonly failures: FailureLine[] = []
  readonly #context: PipelineContext

  constructor(context: PipelineContext) {
    this.#context = context
  }

  done(id: RecordId, existing: boolean): void {
    const record = recordLineOf(this.#context, id, existing)
    this.records.push(record)
    this.#context.emit({ type: 'record', record })
  }

  failed(source: string, thrown: unknown): void {
    const { code, params } = describeThrown(thrown)
    if (endsWork(code)) throw thrown
    const failure = { source, error: { code, params: { ...params } } }
    this.failures.push(failure)
    this.#context.emit({ type: 'failure', failure })
  }
}

/** What may happen to a reviewed record: `told` when the officer asked for its signature. */
function signingOf(context: StationContext, told: boolean): Signing {
  if (!told && context.configuration().signing === 'when told') return 'hold'
  return context.rights.includes('sign') ? 'now' : 'queue'
}

/**
 * Goes on with one record, its deliveries, and the recalls of the one it replaces; nobody else works on it meanwhile. Returns its id,
 * or that of the record which turned out to hold the same pages.
 */
export async function finish(context: StationContext, id: RecordId, options: { acceptAbove?: number | undefined; deliver: boolean; sign?: boolean; urgency?: Urgency }): Promise<RecordId> {
  return context.alone(id, async () => {
    const record = await advance(context, id, { acceptAbove: options.acceptAbove, signing: signingOf(context, options.sign === true), urgency: options.urgency ?? 'counter' })
    if (!options.deliver) return record.id
    if (record.replaces !== null) await runRecalls(context, { id: record.replaces, now: true })
    await runDeliveries(context, { id: record.id, now: true })
    return record.id
  })
}
