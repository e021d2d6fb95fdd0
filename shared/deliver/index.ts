export { openCourier, type Courier, type TargetAddress } from './courier.ts'
export { idempotencyKey, nextAttemptAt } from './idempotency.ts'
export { checkReceipt, checkRecallReceipt, openReceipt, type CheckedRecall, type CheckedReceipt } from './receipt-check.ts'
