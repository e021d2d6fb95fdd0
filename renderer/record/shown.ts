import type { ResultOf } from '../../shared/contract/index.ts'

/** A record as it is shown whole. */
export type Shown = ResultOf<'record.show'>
