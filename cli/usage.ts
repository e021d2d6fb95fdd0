import { SohoaError } from '../shared/model/index.ts'

/** A command line that cannot be understood; `detail` names the option and its form. */
export const usage = (detail: string): SohoaError => new SohoaError('usage', { detail })
