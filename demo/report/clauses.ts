import { toVietnamTime, parseInstant } from '../../shared/model/index.ts'
import type { Story } from '../story.ts'
import { both, digestText, html, tableOf, type Html } from './html.ts'
import { stateText } from './told.ts'

type State = 'done' | 'partly' | 'not yet'
type Row = readonly [clause: string, demands: string, evidence: Html, state: State]

const states: Readonly<Record<State, Html>> = {
  'done': stateText('proof', 'có trong lần chạy này', 'shown in this run'),
  'partly': stateText('doubt', 'một phần', 'in part'),
  'not yet': stateText('doubt', 'chưa có trong bản này', 'not in this version yet'),
}

/** What of the whole run answers which clause of Decree 137/2024: every figure is counted from the story. */
function rowsOf(story: Story): readonly Row[] {
  const { results, correction, refusals, interruption, custody, agency } = story
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
  const stamped = all.filter(({ final }) => final.state.trust === 'B-T').length
  const stopped = refusals.filter(({ said, expected }) => said !== null && expected.includes(said.code))
  const incomplete = stopped.filter(({ said }) => said?.code === 'paper_incomplete').length
  const confirmed = all.filter(({ final }) => final.recipient.state === 'confirmed').length
  const shared = receipts.filter(({ claims }) => claims.target === 'chia-se').length
  return [
    ['Điều 4.1.a', 'ký hiệu riêng bằng chữ', html`“${lineWith('chuyển đổi')}” trên ${marked.length}/${all.length} bản`, 'done'],
    ['Điều 4.1.a', 'thời gian thực hiện chuyển đổi', html`${timed}/${marked.length} dấu ghi đúng giờ chuyển đổi trong hồ sơ, dạng <code>${first?.final.convertedAt == null ? '–' : toVietnamTime(parseInstant(first.final.convertedAt))}</code>`, 'done'],
    ['Điều 4.1.a', 'tên đầy đủ của cơ quan chuyển đổi', html`“${agency}” trên ${named}/${marked.length} dấu`, 'done'],
    ['Điều 4.1.b', 'công chứng, chứng thực, sao y, sao lục, trích sao', html`chỉ có chế độ chuyển đổi kết quả thủ tục hành chính`, 'not yet'],
    ['Điều 4.1.c', 'kết quả thủ tục hành chính', html`${all.length} kết quả; thứ không phải bản quét từ giấy bị từ chối: ${stopped.filter(({ said }) => said?.code === 'not_a_scan').length}`, 'done'],
    ['Điều 4.2.a', 'chuyển đổi toàn vẹn nội dung', html`${wholePages.length}/${all.length} giấy đủ trang (${wholePages.reduce((sum, { final }) => sum + final.pages, 0)} trang); ${incomplete} giấy thiếu bị dừng; mã băm các trang gốc của mỗi hồ sơ, ví dụ ${digestText(first?.final.rawDigest ?? null)}`, 'done'],
    ['Điều 4.2.b', 'tạo ký hiệu riêng', html`${marked.length} dấu, ảnh cắt ở từng giấy`, 'done'],
    ['Điều 4.2.c', 'lưu trữ thông điệp dữ liệu', html`${custody.after.records.length} hồ sơ, ${custody.check.blobs} tệp kiểm từng byte: ${custody.check.sound ? 'nguyên vẹn' : 'có lỗi'}`, 'done'],
    ['Điều 4.2.d', 'an toàn thông tin mạng', html`dữ liệu trạm mã hóa khi lưu; nhật ký ${custody.after.audit.entries} mục nối chuỗi, ${custody.after.audit.faults.length} lỗi; hồ sơ đề xuất cấp độ chưa kèm`, 'partly'],
    ['Điều 4.2.đ', 'tính năng ký số', html`${passed}/${all.length} bản đạt kiểm tra chữ ký, ${stamped} bản có dấu thời gian; bản bị sửa một chữ số: ${refusals.some(({ verdict }) => verdict?.verdict === 'failed') ? 'bị phát hiện' : 'KHÔNG bị phát hiện'}`, 'done'],
    ['Điều 5', 'bản giấy từ bản điện tử', html`không có trong lần chạy này`, 'not yet'],
    ['Điều 6.1', 'không số hóa bí mật nhà nước', html`trang đóng dấu MẬT: ${stopped.some(({ said }) => said?.code === 'secret_document') ? 'dừng' : 'KHÔNG dừng'}`, 'done'],
    ['Điều 6.3', 'tích hợp, chia sẻ, xác thực, kiểm chứng khi được yêu cầu', html`${shared} bản ở nền tảng chia sẻ; ${passed} lần kiểm tra đạt, ${refusals.filter(({ verdict }) => verdict?.verdict === 'failed').length} lần phát hiện bản bị sửa; phiếu kiểm tra in ra chưa có`, 'partly'],
    ['Điều 7.1.a', 'từ chối phải nêu lý do', html`${stopped.length}/${refusals.length} lần dừng có lý do bằng lời và việc phải làm`, 'done'],
    ['Điều 8.4', 'trả kết quả vào Kho và ứng dụng định danh theo nhu cầu; đúng người', html`${receipts.filter(({ claims }) => claims.target === 'kho').length} biên nhận của Kho, ${receipts.filter(({ claims }) => claims.target === 'vneid').length} của VNeID (nơi nhận thế chỗ); ${confirmed} người nhận do cán bộ xác nhận kèm lý do; kẹp nhầm hồ sơ: ${stopped.some(({ said }) => said?.code === 'recipient_uncertain') ? 'giữ lại' : 'KHÔNG giữ lại'}; thu hồi có xác nhận: ${correction.replaced.recalls.filter(({ state }) => state === 'acknowledged').length}. Kho và VNeID thật chưa nối`, 'partly'],
    ['Điều 13', 'sao lưu, phục hồi nhanh', html`${custody.backup.records} hồ sơ sao lưu, xóa thư mục, khôi phục ${custody.after.records.length}; mất điện giữa chừng còn ${interruption.found?.pages ?? 0}/${interruption.paper.truth.pageCount} trang; mất mạng ${results.length} giấy vẫn ký xong`, 'done'],
    ['Điều 21', 'an toàn theo cấp độ, dữ liệu cá nhân, mã hóa đường truyền', html`${receipts.length} lần gửi qua TLS tới nơi nhận đã khai báo; dấu và QR không có dữ liệu cá nhân; tài liệu cấp độ chưa kèm`, 'partly'],
    ['Điều 23', 'rà soát hệ thống chuyển đổi', html`bảng này và <code>docs/doi-chieu-nghi-dinh-137.md</code> là căn cứ; Điều 5.3 chưa đáp ứng`, 'partly'],
  ]
}

/** Clause of Decree 137/2024 -> evidence in this very run. */
export function clauseTable(story: Story): Html {
  return tableOf(both('Nghị định 137/2024/NĐ-CP → bằng chứng trong chính lần chạy này', 'clause to evidence in this very run'), [both('Điều khoản', 'clause'), both('Yêu cầu', 'demand'), both('Bằng chứng', 'evidence'), both('Trạng thái', 'state')],
    rowsOf(story).map(([clause, demands, evidence, state]) => [clause, demands, evidence, states[state]]))
}
