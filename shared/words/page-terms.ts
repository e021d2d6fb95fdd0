import type { BacklogLot, PageLine } from '../contract/index.ts'
import type { LeftOutReason, LotDocumentState } from '../model/index.ts'
import { term, type Term } from './language.ts'

export const pageStateTerms: Readonly<Record<PageLine['state'], Term>> = {
  'captured': term('chưa đọc', 'not read yet'),
  'read': term('đã đọc', 'read'),
  'unread': term('không đọc được', 'could not be read'),
  'blank': term('trắng', 'blank'),
  'left out': term('để riêng', 'left out'),
}

/** Why a page is no page of the document. */
export const leftOutTerms: Readonly<Record<LeftOutReason, Term>> = {
  'blank': term('để riêng: trang trắng', 'left out: blank'),
  'deleted': term('để riêng: cán bộ bỏ ra', 'left out by an officer'),
  'scanned anew': term('để riêng: đã quét lại', 'left out: scanned anew'),
  'split off': term('đã tách sang hồ sơ khác', 'split off into another record'),
  'not placed': term('để riêng: chưa xếp vào văn bản', 'left out: not placed yet'),
}

export const lotStateTerms: Readonly<Record<BacklogLot['state'], Term>> = {
  running: term('đang chạy', 'running'),
  paused: term('tạm dừng', 'paused'),
  done: term('xong', 'done'),
}

/** How far a document of a lot is. */
export const lotDocumentTerms: Readonly<Record<LotDocumentState, Term>> = {
  'waiting': term('chờ tới lượt', 'waits for its turn'),
  'taking in': term('đang nhận', 'being taken in'),
  'reading': term('đang đọc', 'being read'),
  'done': term('xong', 'done'),
  'awaiting review': term('chờ soát', 'awaits review'),
  'failed': term('không nhận được', 'failed'),
}
