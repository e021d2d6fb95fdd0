import type { FieldName, PageWarning, TargetName, TrustState, WorkState } from '../model/index.ts'
import type { Language } from './explain.ts'

type Term = Readonly<Record<Language, string>>
const term = (vi: string, en: string): Term => ({ vi, en })

/** Names of fields as officers say them (Decree 30/2020 Annex VI). */
export const fieldTerms: Readonly<Record<FieldName, Term>> = {
  codeNumber: term('Số', 'Number'),
  codeNotation: term('Ký hiệu', 'Notation'),
  issuedDate: term('Ngày ban hành', 'Date of issue'),
  place: term('Địa danh', 'Place'),
  parentAgency: term('Cơ quan chủ quản', 'Parent agency'),
  issuingAgency: term('Cơ quan ban hành', 'Issuing agency'),
  documentType: term('Loại văn bản', 'Document type'),
  subject: term('Trích yếu', 'Subject'),
  signerName: term('Người ký', 'Signer'),
  signerPosition: term('Chức vụ', 'Position'),
  signingCapacity: term('Quyền hạn ký', 'Signing capacity'),
  urgency: term('Độ khẩn', 'Urgency'),
}

export const workTerms: Readonly<Record<WorkState, Term>> = {
  'capturing': term('đang nhận', 'capturing'),
  'captured': term('đã nhận', 'captured'),
  'cleaned': term('đã làm sạch', 'cleaned'),
  'recognised': term('đã đọc', 'recognised'),
  'extracted': term('đã trích', 'extracted'),
  'awaiting review': term('chờ soát', 'awaiting review'),
  'reviewed': term('đã soát', 'reviewed'),
  'marked': term('đã đánh dấu', 'marked'),
  'assembled': term('đã dựng PDF', 'assembled'),
  "awaiting the agency's signature": term('chờ chữ ký cơ quan', "awaiting the agency's signature"),
  'signed': term('đã ký', 'signed'),
  'delivered': term('đã giao', 'delivered'),
  'refused': term('từ chối', 'refused'),
  'quarantined': term('cách ly', 'quarantined'),
}

export const trustTerms: Readonly<Record<TrustState, Term>> = {
  'unsigned': term('chưa ký', 'unsigned'),
  'B-B': term('B-B, không có dấu thời gian', 'B-B, no time stamp'),
  'time stamp pending': term('chờ dấu thời gian', 'time stamp pending'),
  'B-T': term('B-T, có dấu thời gian', 'B-T, time-stamped'),
  'original passed': term('bản gốc điện tử hợp lệ', 'electronic original, valid'),
  'original indeterminate': term('bản gốc điện tử, chưa xác định', 'electronic original, indeterminate'),
  'original failed': term('bản gốc điện tử không hợp lệ', 'electronic original, invalid'),
}

export const targetTerms: Readonly<Record<TargetName, Term>> = {
  'kho': term('Kho dữ liệu điện tử', 'electronic store'),
  'vneid': term('VNeID', 'VNeID'),
  'chia-se': term('Chia sẻ cơ quan', 'agency sharing'),
}

export const deliveryTerms: Readonly<Record<'queued' | 'held' | 'delivered' | 'refused', Term>> = {
  queued: term('chờ gửi', 'queued'),
  held: term('giữ lại, chờ xác nhận người nhận', 'held until the recipient is confirmed'),
  delivered: term('đã giao, có biên nhận', 'delivered, receipt kept'),
  refused: term('nơi nhận từ chối', 'refused by the receiver'),
}

export const warningTerms: Readonly<Record<PageWarning | 'blank' | 'unread' | 're-encoded', Term>> = {
  'low resolution': term('dưới 200 dpi', 'below 200 dpi'),
  'paper size unknown': term('không rõ khổ giấy', 'paper size unknown'),
  'blurred': term('ảnh mờ', 'blurred'),
  'low contrast': term('ảnh nhạt', 'low contrast'),
  'blank': term('trang trắng (được giữ)', 'blank (kept)'),
  'unread': term('chưa đọc được', 'unread'),
  're-encoded': term('đã nén lại theo giới hạn dung lượng', 're-encoded for the size limit'),
}

export const recipientTerms: Readonly<Record<string, Term>> = {
  'no owner': term('chưa biết kết quả của ai', 'no owner is known'),
  'no id': term('thiếu số định danh', 'no ID number'),
  'name differs': term('họ tên trên giấy khác hồ sơ', 'name differs between paper and dossier'),
  'id differs': term('số định danh trên giấy khác hồ sơ', 'ID differs between paper and dossier'),
  'not in dossier': term('người trên giấy không có trong hồ sơ', 'the person on paper is not in the dossier'),
  'not on paper': term('người trong hồ sơ không thấy trên giấy', 'the person of the dossier is not on the paper'),
  'deceased': term('người trong hồ sơ là người đã mất', 'the person of the dossier is the deceased'),
}

/** The final word on a signature check. */
export const verdictTerms: Readonly<Record<'passed' | 'indeterminate' | 'failed', Term>> = {
  passed: term('HỢP LỆ', 'PASSED'),
  indeterminate: term('CHƯA XÁC ĐỊNH', 'INDETERMINATE'),
  failed: term('KHÔNG HỢP LỆ', 'FAILED'),
}

/** Steps as a progress line tells them. */
export const stepTerms: Readonly<Record<string, Term>> = {
  capture: term('Nhận trang', 'Capturing'),
  read: term('Đọc trang', 'Reading'),
  extract: term('Trích trường', 'Extracting'),
  mark: term('Đánh dấu', 'Marking'),
  assemble: term('Dựng PDF/A', 'Assembling'),
  sign: term('Ký số', 'Signing'),
  deliver: term('Giao', 'Delivering'),
  verify: term('Kiểm tra', 'Verifying'),
}
