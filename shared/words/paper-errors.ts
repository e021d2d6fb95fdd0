import type { ErrorCode } from '../model/index.ts'
import { text, type ErrorTexts } from './error-text.ts'

/** Errors of pages, uploads, scanners and piles. */
export const paperErrorTexts = {
  page_unknown: {
    vi: text('Hồ sơ không có trang {page} như đã nêu.', 'Trang này không có trong sổ trang, hoặc đang để riêng ngoài văn bản.', 'Xem các trang bằng “sohoa pages MÃ”; trang để riêng thì đưa trở lại trước.'),
    en: text('The record has no page {page} of that kind.', 'It is not in the page ledger, or it is left out of the document.', 'See the pages with “sohoa pages ID”; take a page that is left out back first.'),
  },
  page_elsewhere: {
    vi: text('Trang {page} đã chuyển sang hồ sơ khác.', 'Hồ sơ này đã được tách; trang thuộc phần tách ra.', 'Muốn gộp lại, dùng “sohoa merge MÃ --with MÃ_KIA”.'),
    en: text('Page {page} belongs to another record now.', 'This record was split; the page went with the other part.', 'To put them together again use “sohoa merge ID --with OTHER_ID”.'),
  },
  last_page: {
    vi: text('Không bỏ được trang cuối cùng của hồ sơ.', 'Hồ sơ phải còn ít nhất một trang.', 'Giữ lại một trang; nếu cả hồ sơ không dùng, hủy hồ sơ.'),
    en: text('The last page of the record cannot be left out.', 'A record keeps at least one page.', 'Keep one page; void the record if none of it is wanted.'),
  },
  nothing_to_undo: {
    vi: text('Không còn thao tác trang nào để hoàn tác.', 'Chưa có thao tác, hoặc thao tác cuối là tách hay gộp hồ sơ.', 'Hồ sơ đã tách thì gộp lại, đã gộp thì tách ra.'),
    en: text('There is no page edit to take back.', 'None was made, or the last one split or merged records.', 'Merge what was split, split what was merged.'),
  },
  upload_unknown: {
    vi: text('Không còn tệp đã gửi lên.', 'Tệp đã dùng rồi, hoặc đã quá một ngày nên được dọn.', 'Chọn lại tệp và gửi lên lần nữa.'),
    en: text('The uploaded file is no longer there.', 'It was used already, or it waited more than a day and was removed.', 'Choose the file and upload it again.'),
  },
  scanner_program_missing: {
    vi: text('Máy này chưa cài chương trình điều khiển máy quét ({program}).', 'Trạm dùng SANE để quét trên Linux.', 'Cài gói “sane-utils”, hoặc cho máy quét ghi tệp vào thư mục được theo dõi.'),
    en: text('This machine has no scanner program ({program}).', 'The station scans through SANE on Linux.', 'Install the package “sane-utils”, or let the scanner write files into a watched folder.'),
  },
  scanner_not_found: {
    vi: text('Không tìm thấy máy quét “{device}”.', 'Máy quét chưa bật, chưa cắm, hoặc đã đổi cổng.', 'Bật và cắm lại máy quét rồi tìm lại (“sohoa scan --list”).'),
    en: text('The scanner “{device}” was not found.', 'It is off, unplugged, or on another port.', 'Switch it on, plug it in, and look again (“sohoa scan --list”).'),
  },
  scanner_settings: {
    vi: text('Máy quét không nhận thiết lập này ({setting}).', 'Nguồn giấy, độ phân giải hoặc chế độ màu không có trên máy này.', 'Chọn thiết lập mà máy quét có.'),
    en: text('The scanner does not take this setting ({setting}).', 'It has no such paper source, resolution or colour mode.', 'Choose a setting that the scanner offers.'),
  },
  scanner_busy: {
    vi: text('Máy quét đang bận.', 'Chương trình hoặc máy khác đang dùng máy quét.', 'Chờ xong rồi quét lại.'),
    en: text('The scanner is busy.', 'Another program or machine is using it.', 'Wait and scan again.'),
  },
  scanner_jammed: {
    vi: text('Kẹt giấy sau {pages} trang.', 'Tờ đang kéo bị kẹt; các trang đã nhận vẫn còn đủ.', 'Lấy tờ kẹt ra, đặt lại từ tờ đó rồi quét tiếp.'),
    en: text('Paper jam after {pages} pages.', 'The sheet being fed is stuck; the pages that came are kept.', 'Take the sheet out, put it back as the next one, and go on scanning.'),
  },
  scanner_cover_open: {
    vi: text('Nắp máy quét đang mở (đã nhận {pages} trang).', 'Máy không kéo giấy khi nắp mở.', 'Đóng nắp rồi quét tiếp.'),
    en: text('The scanner cover is open ({pages} pages came).', 'It feeds nothing while open.', 'Close the cover and go on scanning.'),
  },
  scanner_empty: {
    vi: text('Khay không có giấy.', 'Máy quét báo hết giấy ngay từ tờ đầu.', 'Đặt giấy vào khay, hoặc chọn quét mặt kính.'),
    en: text('There is no paper in the feeder.', 'The scanner had nothing to feed from the first sheet on.', 'Put paper in, or scan from the glass.'),
  },
  scanner_gone: {
    vi: text('Mất liên lạc với máy quét (đã nhận {pages} trang).', 'Máy quét bị tắt, rút dây hoặc lỗi giữa chừng ({status}).', 'Kiểm tra dây, nguồn và quyền dùng máy quét rồi quét tiếp; các trang đã nhận vẫn còn đủ.'),
    en: text('The scanner was lost ({pages} pages came).', 'It was switched off or unplugged, or it failed ({status}).', 'Check cable, power and the right to use it, then go on; the pages that came are kept.'),
  },
  scan_under_way: {
    vi: text('Đang có một lượt quét khác.', 'Mỗi lúc trạm chỉ quét một lượt.', 'Chờ xong hoặc dừng lượt kia rồi quét.'),
    en: text('Another scan is under way.', 'The station scans one lot at a time.', 'Wait for it or end it, then scan.'),
  },
  scan_unfinished: {
    vi: text('Lượt quét dừng giữa chừng, đã nhận {pages} trang.', 'Chưa biết giấy đã vào hết hay chưa.', 'Quét tiếp vào hồ sơ này, hoặc xác nhận đã đủ giấy (“sohoa scan --close MÃ”).'),
    en: text('The scan broke off; {pages} pages came.', 'Nobody knows yet whether the paper is all in.', 'Scan on into this record, or say that the paper is all in (“sohoa scan --close ID”).'),
  },
  lot_page_twice: {
    vi: text('Trang {page} của tệp “{file}” nằm ở hai văn bản.', 'Một trang chỉ thuộc một văn bản.', 'Sửa phương án tách để mỗi trang chỉ có một chỗ.'),
    en: text('Page {page} of “{file}” stands in two documents.', 'A page belongs to one document.', 'Mend the plan so that each page has one place.'),
  },
} as const satisfies Partial<Record<ErrorCode, ErrorTexts>>
