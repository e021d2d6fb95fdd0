import { term as both, type Term } from '../language.ts'

/** Papers kept with a record and never delivered with it. */
export const attachmentTexts = {
  attach: both('Đính kèm giấy tờ vào hồ sơ (giấy ủy quyền…): lưu mã hóa trong trạm, không bao giờ giao đi', 'Attach a paper to a record (an authorisation …): kept encrypted, never delivered'),
  attachmentKind: both('loại: authorisation (giấy ủy quyền) hoặc other (giấy tờ khác)', 'kind: authorisation or other'),
  attached: both('Đã đính kèm, số {number}: {kind}.', 'Attached as number {number}: {kind}.'),
  attachment: both('Đính kèm {number}', 'Attachment {number}'),
  takeAttachment: both('Lấy một giấy tờ đính kèm ra thư mục để xem (được ghi nhật ký)', 'Write an attachment into a folder to look at it (logged)'),
} as const satisfies Record<string, Term>
