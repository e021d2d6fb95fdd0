import { parseInstant, toVietnamTime } from '../../shared/model/index.ts'
import type { Story } from '../story.ts'
import { both, digestText, html, tableOf, type Html } from './html.ts'
import { stateText } from './told.ts'

/** How much of a clause this version of the program answers at all. */
type Reach = 'whole' | 'part' | 'none'
/** `shown`: the run itself showed what the evidence tells. */
type Row = readonly [clause: string, demands: string, evidence: Html, shown: boolean, reach: Reach]

function stateOf(shown: boolean, reach: Reach): Html {
  if (reach === 'none') return stateText('doubt', 'chưa có trong bản này', 'not in this version yet')
  if (!shown) return stateText('fault', 'không thấy trong lần chạy này', 'not shown in this run')
  return reach === 'part' ? stateText('doubt', 'một phần, phần ấy có trong lần chạy này', 'a part, shown in this run') : stateText('proof', 'có trong lần chạy này', 'shown in this run')
}

/** What of the whole run answers which clause of Decree 137/2024: every figure is counted from the story. */
function rowsOf(story: Story): readonly Row[] {
  const { results, correction, refusals, interruption, custody, secrecy, agency } = story
  const all = [...results, correction.replacement]
  const first = results[0]
  const lines = first?.final.mark ?? []
  const lineWith = (part: string): string => lines.find((line) => line.includes(part)) ?? '–'
  const marked = all.filter(({ final }) => final.mark !== null)
  const named = marked.filter(({ final }) => final.mark?.some((line) => line.includes(agency)) === true).length
  const timed = marked.filter(({ final }) => final.convertedAt !== null && final.mark?.some((line) => line.includes(toVietnamTime(parseInstant(final.convertedAt ?? '')))) === true).length
  const wholePages = all.filter(({ final, paper }) => final.pages === paper.truth.pageCount)
  const passed = all.filter(({ verdict }) => verdict?.verdict === 'passed').length
  const receipts = all.flatMap((result) => result.receipts)
  const stamped = all.filter(({ final }) => final.state.trust === 'B-LT').length
  const stopped = refusals.filter(({ said, expected }) => said !== null && expected.includes(said.code))
  const incomplete = stopped.filter(({ said }) => said?.code === 'paper_incomplete').length
  const confirmed = all.filter(({ final }) => final.recipient.state === 'confirmed').length
  const shared = receipts.filter(({ claims }) => claims.target === 'chia-se').length
  const stoppedFor = (code: string): boolean => stopped.some(({ said }) => said?.code === code)
  const forged = refusals.filter(({ verdict }) => verdict?.verdict === 'failed').length
  const recalled = correction.replaced.recalls.filter(({ state }) => state === 'acknowledged').length
  const everyOne = (count: number): boolean => count === all.length && count > 0
  return [
    ['Điều 4.1.a', 'ký hiệu riêng bằng chữ', html`“${lineWith('chuyển đổi')}” trên ${marked.length}/${all.length} bản`, everyOne(marked.length), 'whole'],
    ['Điều 4.1.a', 'thời gian thực hiện chuyển đổi', html`${timed}/${marked.length} dấu ghi đúng giờ chuyển đổi trong hồ sơ, ví dụ <code>${lineWith('+07:00')}</code>`, everyOne(timed), 'whole'],
    ['Điều 4.1.a', 'tên đầy đủ của cơ quan chuyển đổi', html`“${agency}” trên ${named}/${marked.length} dấu`, everyOne(named), 'whole'],
    ['Điều 4.1.b', 'công chứng, chứng thực, sao y, sao lục, trích sao theo luật riêng', html`chỉ có chế độ chuyển đổi kết quả thủ tục hành chính`, false, 'none'],
    ['Điều 4.1.c', 'kết quả thủ tục hành chính', html`${marked.length} kết quả mang dấu; thứ không phải bản quét từ giấy: ${stoppedFor('not_a_scan') ? 'bị từ chối' : 'KHÔNG bị từ chối'}`, everyOne(marked.length) && stoppedFor('not_a_scan'), 'whole'],
    ['Điều 4.2.a', 'chuyển đổi toàn vẹn nội dung', html`${wholePages.length}/${all.length} giấy đủ trang (${wholePages.reduce((sum, { final }) => sum + final.pages, 0)} trang); ${incomplete} giấy thiếu bị dừng; mỗi hồ sơ giữ mã băm các trang gốc, ví dụ ${digestText(first?.final.rawDigest ?? null)}`, everyOne(wholePages.length) && incomplete > 0, 'whole'],
    ['Điều 4.2.b', 'tạo ký hiệu riêng', html`${marked.length} dấu, ảnh cắt ở từng giấy`, everyOne(marked.length), 'whole'],
    ['Điều 4.2.c', 'lưu trữ thông điệp dữ liệu', html`${custody.after.records.length} hồ sơ, ${custody.check.blobs} tệp kiểm từng byte: ${custody.check.sound ? 'nguyên vẹn' : 'có lỗi'}`, custody.check.sound, 'whole'],
    ['Điều 4.2.d', 'an toàn thông tin mạng', html`tìm ${secrecy.texts} họ tên, số định danh và cụm mật khẩu trong ${secrecy.files} tệp của trạm và bản sao lưu: ${secrecy.found.length} chỗ đọc được; nhật ký ${custody.after.audit.entries} mục nối chuỗi, ${custody.after.audit.faults.length} lỗi; hồ sơ đề xuất cấp độ chưa kèm`, custody.after.audit.sound && secrecy.found.length === 0, 'part'],
    ['Điều 4.2.đ', 'tính năng ký số', html`${passed}/${all.length} bản đạt kiểm tra chữ ký, ${stamped} bản có dấu thời gian và dữ liệu xác thực lâu dài (B-LT); bản bị sửa một chữ số: ${forged > 0 ? 'bị phát hiện' : 'KHÔNG bị phát hiện'}`, everyOne(passed) && forged > 0, 'whole'],
    ['Điều 5', 'bản giấy từ bản điện tử', html`không có trong lần chạy này`, false, 'none'],
    ['Điều 6.1', 'không số hóa bí mật nhà nước', html`trang đóng dấu MẬT: ${stoppedFor('secret_document') ? 'dừng, không xuất ra' : 'KHÔNG dừng'}`, stoppedFor('secret_document'), 'whole'],
    ['Điều 6.3', 'tích hợp, chia sẻ, xác thực, kiểm chứng khi được yêu cầu', html`${shared} bản ở nền tảng chia sẻ; ${passed} lần kiểm tra đạt, ${forged} lần phát hiện bản bị sửa; phiếu kiểm tra in ra chưa có`, shared > 0 && forged > 0, 'part'],
    ['Điều 7.1.a', 'từ chối phải nêu lý do', html`${stopped.length}/${refusals.length} lần dừng có lý do bằng lời và việc phải làm`, stopped.length === refusals.length && stopped.length > 0, 'whole'],
    ['Điều 8.4', 'trả kết quả vào Kho và ứng dụng định danh theo nhu cầu; đúng người', html`${receipts.filter(({ claims }) => claims.target === 'kho').length} biên nhận của Kho, ${receipts.filter(({ claims }) => claims.target === 'vneid').length} của VNeID (nơi nhận thế chỗ); ${confirmed} người nhận do cán bộ xác nhận kèm lý do; kẹp nhầm hồ sơ: ${stoppedFor('recipient_uncertain') ? 'giữ lại' : 'KHÔNG giữ lại'}; thu hồi có xác nhận: ${recalled}. Kho và VNeID thật chưa nối`, receipts.length > 0 && stoppedFor('recipient_uncertain') && recalled > 0, 'part'],
    ['Điều 13', 'sao lưu, phục hồi nhanh', html`sao lưu ${custody.backup.records} hồ sơ, xóa thư mục trạm, khôi phục ${custody.after.records.length}; bị giết giữa chừng còn ${interruption.found?.pages ?? 0}/${interruption.paper.truth.pageCount} trang; mất mạng, ${results.length} giấy vẫn ký xong`, custody.after.records.length === custody.before.records.length && custody.deleted, 'whole'],
    ['Điều 21', 'an toàn theo cấp độ, dữ liệu cá nhân, mã hóa đường truyền', html`${receipts.length} lần gửi qua TLS tới nơi nhận đã khai báo; tài liệu cấp độ chưa kèm`, receipts.length > 0, 'part'],
    ['Điều 23', 'rà soát hệ thống chuyển đổi', html`bảng này và <code>docs/doi-chieu-nghi-dinh-137.md</code> là căn cứ; Điều 5 khoản 3 chưa đáp ứng`, true, 'part'],
  ]
}

/** Clause of Decree 137/2024 -> evidence in this very run. */
export function clauseTable(story: Story): Html {
  return tableOf(both('Nghị định 137/2024/NĐ-CP → bằng chứng trong chính lần chạy này', 'clause to evidence in this very run'), [both('Điều khoản', 'clause'), both('Yêu cầu', 'demand'), both('Bằng chứng', 'evidence'), both('Trạng thái', 'state')],
    rowsOf(story).map(([clause, demands, evidence, shown, reach]) => [clause, demands, evidence, stateOf(shown, reach)]))
}
