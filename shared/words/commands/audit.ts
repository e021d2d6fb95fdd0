import { term as both, type Term } from '../language.ts'

/** The log of who did what. */
export const auditTexts = {
  audit: both('Nhật ký: ai đã làm gì, lúc nào', 'The audit log: who did what and when'),
  auditVerify: both('Kiểm tra toàn bộ nhật ký: sửa, thiếu, đảo, cắt đuôi; đối chiếu với dấu niêm và biên nhận', 'Check the whole log: edits, gaps, reordering, truncation; against its seals and the receipts'),
  auditExport: both('Xuất nhật ký ra tệp', 'Write the log to a file'),
  auditOut: both('tệp xuất', 'file to write'),
  auditFormat: both('json (kiểm tra lại được ở nơi khác) hoặc csv (mở bằng bảng tính)', 'json (can be checked elsewhere) or csv (for spreadsheets)'),
  auditSound: both('Nhật ký nguyên vẹn: {entries} mục, đầu chuỗi {head}…, {receipts} biên nhận khớp.', 'The log is whole: {entries} entries, head {head}…, {receipts} receipts agree.'),
  auditUnsound: both('Nhật ký KHÔNG nguyên vẹn ({entries} mục, đầu chuỗi {head}…, {receipts} biên nhận khớp):', 'The log is NOT whole ({entries} entries, head {head}…, {receipts} receipts agree):'),
  auditEntry: both('mục {seq}', 'entry {seq}'),
  auditBreak: both('mục {seq}, {at}: {action}; những gì ghi sau bản sao lưu đó đã mất, có người xác nhận', 'entry {seq}, {at}: {action}; what was written after that older state is lost, with a person’s knowledge'),
  auditBeforeBreak: both('{count} biên nhận nói tới các mục đã mất trước lần khôi phục', '{count} receipts tell of entries lost before the restore'),
  auditUnchecked: both('{count} biên nhận của nơi nhận không còn cấu hình: chưa kiểm tra được chữ ký', '{count} receipts of targets no longer configured: their signatures could not be checked'),
  auditWritten: both('Đã ghi {entries} mục vào {file}', 'Wrote {entries} entries to {file}'),
} as const satisfies Record<string, Term>
