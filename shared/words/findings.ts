import type { FindingKind } from '../model/index.ts'
import type { ErrorText } from './error-text.ts'
import { term, type Language, type Term } from './language.ts'

type FindingText = Readonly<Record<Language, ErrorText>>

const said = (vi: readonly [string, string, string], en: readonly [string, string, string]): FindingText => ({
  vi: { what: vi[0], why: vi[1], todo: vi[2] }, en: { what: en[0], why: en[1], todo: en[2] },
})

const overrule = (kind: FindingKind): { vi: string; en: string } => ({
  vi: `hoặc xác nhận giấy vẫn đủ: “sohoa review MÃ --overrule ${kind} --reason "lý do"”`,
  en: `or confirm that the paper is whole: “sohoa review ID --overrule ${kind} --reason "why"”`,
})

/** A text that ends with the way to overrule the finding. */
function finding(kind: FindingKind, vi: readonly [string, string, string], en: readonly [string, string, string]): FindingText {
  const way = overrule(kind)
  return said([vi[0], vi[1], `${vi[2]}; ${way.vi}.`], [en[0], en[1], `${en[2]}; ${way.en}.`])
}

const scanAgain = { vi: 'rồi nhập lại cả bộ và bỏ hồ sơ này (sohoa void)', en: 'hand in the whole set again, and void this record (sohoa void)' }

/** What is missing or doubtful on a paper, and how to mend it. `{page}` is the place of the picture in the scan, from 1. */
export const findingTexts: Readonly<Record<FindingKind, FindingText>> = {
  'page-missing': finding('page-missing',
    ['Thiếu trang {missing}: sau trang {after} là trang {before}.', 'Số trang in trên giấy không liên tục (ảnh {page}).', `Quét thêm trang {missing} ${scanAgain.vi}`],
    ['Page {missing} is missing: page {after} is followed by page {before}.', 'The printed page numbers have a gap (scan {page}).', `Scan page {missing}, ${scanAgain.en}`]),
  'pages-missing-between': finding('pages-missing-between',
    ['Thiếu {count} trang trong khoảng từ trang {after} đến trang {before}.', 'Số trang in trên giấy tăng nhiều hơn số ảnh (ảnh {page}).', `Tìm và quét thêm trang thiếu ${scanAgain.vi}`],
    ['{count} page(s) between page {after} and page {before} are missing.', 'The printed numbers rise by more than the pages there are (scan {page}).', `Find and scan them, ${scanAgain.en}`]),
  'last-pages-missing': finding('last-pages-missing',
    ['Thiếu {count} trang cuối: giấy ghi có {total} trang, bản quét đến trang {have}.', 'Số trang in dạng “n/m” cho biết tổng số trang.', `Quét thêm các trang cuối ${scanAgain.vi}`],
    ['The last {count} page(s) are missing: the paper says {total}, the scan ends with {have}.', 'Page numbers of the form “n/m” tell how many there are.', `Scan the last pages, ${scanAgain.en}`]),
  'pages-out-of-order': finding('pages-out-of-order',
    ['Trang không đúng thứ tự: ảnh {page} là trang {number}, đứng sau trang {after}.', 'Số trang in trên giấy phải tăng dần.', 'Xếp lại các trang, nhập lại cả bộ và bỏ hồ sơ này (sohoa void)'],
    ['Pages are out of order: scan {page} is page {number} and follows page {after}.', 'Printed page numbers must rise.', 'Put the pages in order, hand in the set again, and void this record (sohoa void)']),
  'page-repeated': finding('page-repeated',
    ['Một trang có hai lần: ảnh {page} lặp lại trang đã quét.', 'Cùng số trang hoặc cùng nội dung với một ảnh trước đó.', 'Bỏ ảnh thừa, kiểm tra còn thiếu trang nào không, nhập lại cả bộ và bỏ hồ sơ này (sohoa void)'],
    ['A page is there twice: scan {page} repeats an earlier one.', 'It has the number or the text of an earlier scan.', 'Take it out, see whether another page is missing, hand in the set again, and void this record (sohoa void)']),
  'numbering-restarts': finding('numbering-restarts',
    ['Từ ảnh {page}, số trang bắt đầu lại; có thể là văn bản khác.', 'Không thấy tiêu đề phụ lục hoặc văn bản kèm theo ở chỗ bắt đầu lại.', 'Nếu là hai văn bản: tách ra, nhập riêng từng văn bản và bỏ hồ sơ này (sohoa void)'],
    ['From scan {page} on, page numbers begin anew: perhaps another document.', 'No title of an appendix or attachment stands where they do.', 'If there are two documents, hand each in by itself and void this record (sohoa void)']),
  'heading-missing': finding('heading-missing',
    ['Thiếu {heading} {missing}: sau {heading} {after} là {heading} {before}.', 'Các {heading} của văn bản phải liên tục; có thể thiếu trang, trang bị rách, hoặc máy không đọc được.', `Xem ảnh {page}; nếu thiếu, quét lại phần có {heading} {missing} ${scanAgain.vi}`],
    ['{heading} {missing} is missing: {heading} {after} is followed by {heading} {before}.', 'Headings must have no gap: a page may be missing or torn, or a heading could not be read.', `Look at scan {page}; if it is missing, scan the part with {heading} {missing}, ${scanAgain.en}`]),
  'headings-out-of-order': finding('headings-out-of-order',
    ['{heading} {number} ở ảnh {page} không đúng thứ tự.', 'Các {heading} đứng trước nó lại ở sau.', 'Xếp lại các trang, nhập lại cả bộ và bỏ hồ sơ này (sohoa void)'],
    ['{heading} {number} on scan {page} is out of order.', 'Headings that belong before it come after it.', 'Put the pages in order, hand in the set again, and void this record (sohoa void)']),
  'end-missing': finding('end-missing',
    ['Văn bản dừng giữa câu ở cuối ảnh {page}.', 'Không thấy chữ ký, “Nơi nhận” hay dấu kết thúc; có thể thiếu trang cuối.', `Quét thêm phần còn lại ${scanAgain.vi}`],
    ['The text breaks off at the end of scan {page}.', 'There is no signature, list of recipients or sign of an end: the last page may be missing.', `Scan the rest, ${scanAgain.en}`]),
  'sheets-differ': finding('sheets-differ',
    ['Đếm được {sheets} tờ giấy, nhưng bản quét có {pages} trang.', '{sheets} tờ phải cho {sheets} trang (một mặt) hoặc gấp đôi (hai mặt).', 'Đếm lại số tờ và sửa bằng “sohoa review MÃ --sheets N”, hoặc quét lại cho đủ'],
    ['{sheets} sheets were counted, but the scan has {pages} pages.', '{sheets} sheets give {sheets} pages (one side) or twice as many (both sides).', 'Count again and tell it with “sohoa review ID --sheets N”, or scan again']),
  'text-cut': finding('text-cut',
    ['Chữ bị cắt ở {side} của ảnh {page}.', 'Dòng chữ chạy ra ngoài ảnh quét.', 'Quét lại trang này với khổ giấy lớn hơn, không xén mép, nhập lại cả bộ và bỏ hồ sơ này (sohoa void)'],
    ['Text is cut off at {side} of scan {page}.', 'Lines run out of the picture.', 'Scan the page again at a larger paper size without cropping, hand in the set again, and void this record (sohoa void)']),
  'seal-cut': finding('seal-cut',
    ['Dấu đỏ bị cắt ở {side} của ảnh {page}.', 'Ảnh nhỏ hơn tờ giấy và mép xén đi qua dấu (có thể là dấu giáp lai).', 'Quét lại trang này đủ khổ giấy, không xén mép, nhập lại cả bộ và bỏ hồ sơ này (sohoa void)'],
    ['A red seal is cut off at {side} of scan {page}.', 'The picture is smaller than the sheet and its edge goes through the seal (perhaps one across the sheets).', 'Scan the page again at its full size without cropping, hand in the set again, and void this record (sohoa void)']),
  'back-unscanned': finding('back-unscanned',
    ['Mặt sau hiện qua ở ảnh {page}: đã quét mặt sau chưa?', 'Có chữ của mặt sau thấm qua giấy, mà không trang nào trong bản quét giống mặt sau đó.', 'Quét cả hai mặt, nhập lại cả bộ và bỏ hồ sơ này (sohoa void)'],
    ['The other side shines through on scan {page}: was it scanned?', 'Print of the back shows, and no page of the scan looks like it.', 'Scan both sides, hand in the set again, and void this record (sohoa void)']),
  'identity-card': said(
    ['Ảnh {page} là thẻ căn cước quét cùng giấy tờ.', 'Ảnh thẻ căn cước là dữ liệu cá nhân nhạy cảm (Luật 91/2025/QH15); không tự đưa vào bản giao.', 'Bỏ trang này khỏi văn bản (“sohoa pages MÃ --leave-out {page}”; thông tin đã đọc vẫn dùng được), hoặc nêu lý do giữ: “sohoa review MÃ --overrule identity-card --reason "lý do"”.'],
    ['Scan {page} is an identity card scanned with the paper.', 'The picture of a card is sensitive personal data (Law 91/2025/QH15); it is not put into the delivered file by itself.', 'Take the page out of the document (“sohoa pages ID --leave-out {page}”; what was read of it stays known), or say why it stays: “sohoa review ID --overrule identity-card --reason "why"”.']),
  'scale-doubtful': finding('scale-doubtful',
    ['Ảnh {page} có thể không đúng tỷ lệ 100 %: {width} × {height} mm ở {dpi} dpi.', 'Kích thước hoặc cỡ chữ không phải của khổ giấy nào.', 'Báo độ phân giải thật bằng “sohoa review MÃ --dpi N”, hoặc quét lại ở tỷ lệ 100 %'],
    ['Scan {page} may not be at 100 % scale: {width} × {height} mm at {dpi} dpi.', 'Its size, or the size of its type, is that of no paper.', 'Tell the true resolution with “sohoa review ID --dpi N”, or scan again at 100 %']),
}

/** How people say the names in a finding's parameters. */
export const findingTerms: Readonly<Record<string, Readonly<Record<string, Term>>>> = {
  side: {
    left: term('mép trái', 'the left edge'), right: term('mép phải', 'the right edge'), top: term('mép trên', 'the top edge'), bottom: term('mép dưới', 'the bottom edge'),
  },
  heading: { 'điều': term('Điều', 'Article'), 'chương': term('Chương', 'Chapter') },
}
