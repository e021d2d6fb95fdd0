import { term, type Term } from '../../shared/words/index.ts'
import type { PageLine } from '../../shared/contract/index.ts'
import type { StepName, StepState } from '../parts/steps.ts'

export const stepWords: Readonly<Record<StepName, Term>> = {
  scan: term('Quét', 'Scan'),
  read: term('Đọc', 'Read'),
  review: term('Soát', 'Review'),
  mark: term('Đánh dấu', 'Mark'),
  sign: term('Ký', 'Sign'),
  deliver: term('Gửi', 'Send'),
}

export const stepStateWords: Readonly<Record<StepState, Term>> = {
  done: term('xong', 'done'),
  now: term('đang làm', 'at work'),
  person: term('chờ người', 'waits for a person'),
  network: term('chờ mạng', 'waits for the network'),
  stopped: term('đã dừng', 'stopped'),
  later: term('chưa tới', 'not yet'),
  none: term('không có', 'not to be'),
}

export const pageStateWords: Readonly<Record<PageLine['state'], Term>> = {
  'captured': term('đã nhận', 'captured'),
  'read': term('đã đọc', 'read'),
  'unread': term('chưa đọc được', 'unread'),
  'blank': term('trắng', 'blank'),
  'left out': term('đã bỏ', 'left out'),
}

export const partWords = {
  steps: term('Tiến trình của hồ sơ', 'Where the record stands'),
  empty: term('Chưa có gì ở đây', 'Nothing here yet'),
  pages: term('Các trang', 'Pages'),
  page: term('Trang {page}', 'Page {page}'),
  waits: term('cần xem', 'to be looked at'),
  working: term('Đang làm: {done}/{total}', 'At work: {done} of {total}'),
} as const
