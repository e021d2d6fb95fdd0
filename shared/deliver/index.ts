export { openCourier, type Courier, type TargetAddress } from './courier.ts'
export { idempotencyKey, nextAttemptAt } from './idempotency.ts'
export { checkReceipt, openReceipt, type CheckedReceipt } from './receipt-check.ts'
