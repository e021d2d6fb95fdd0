export { extract, validUntilFor } from './extract.ts'
export type { ExtractInput } from './extract.ts'
export { checkField, checkPersonalNumber, mayStandOnPaper, normaliseField } from './checks.ts'
export type { CheckCode, CheckContext } from './checks.ts'
