import { describeThrown, isErrorCode, SohoaError, type ErrorParams } from '../../shared/model/index.ts'

/** An error that the station told as data. */
export function errorOf({ code, params }: { readonly code: string; readonly params: ErrorParams }): SohoaError {
  return isErrorCode(code) ? new SohoaError(code, params) : new SohoaError('internal', { type: code })
}

/** What a call threw. */
export const errorFrom = (thrown: unknown): SohoaError => (thrown instanceof SohoaError ? thrown : new SohoaError('internal', describeThrown(thrown).params))
