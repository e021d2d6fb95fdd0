import { term as both, type Term } from '../language.ts'

/** What leaves the station. */
export const deliveryTexts = {
  deliver: both('Gửi những gì đang chờ trong hộp gửi', 'Send what waits in the outbox'),
  deliverId: both('chỉ hồ sơ này', 'only this record'),
} as const satisfies Record<string, Term>
