import { term as both, type Term } from '../language.ts'

/** What every command says. */
export const generalTexts = {
  program: both(
    'Trạm số hóa: biến kết quả giấy thành bản điện tử có dấu chuyển đổi, được ký số, lưu mã hóa và giao đúng người.',
    'Records digitization station: from a paper result to a marked, signed, stored and delivered electronic record.'),
  examples: both(
    `
Bắt đầu:
  sohoa init --station ./tram --officer "Nguyễn Thị Hà" --agency "Ủy ban nhân dân phường Bến Đá" --place "Bến Đá"
  sohoa key add co-quan.p12 --station ./tram
  sohoa convert ban-quet.jpg --station ./tram --dossier ho-so.json --to kho,vneid
  sohoa records --station ./tram

Mã thoát: 0 xong · 3 chờ người · 4 chờ mạng · 2 sai lệnh · 5 dữ liệu vào · 6 mở trạm · 7 dữ liệu trạm · 8 ký số và tin cậy · 1 lỗi khác.`,
    `
To begin:
  sohoa init --station ./station --officer "Nguyễn Thị Hà" --agency "Ủy ban nhân dân phường Bến Đá" --place "Bến Đá"
  sohoa key add agency.p12 --station ./station
  sohoa convert scan.jpg --station ./station --dossier dossier.json --to kho,vneid
  sohoa records --station ./station

Exit codes: 0 done · 3 waits for a person · 4 waits for the network · 2 usage · 5 bad input · 6 access · 7 station · 8 signing and trust · 1 other.`),
  station: both('thư mục của trạm (hoặc biến SOHOA_STATION; mặc định ~/sohoa)', 'folder of the station (or SOHOA_STATION; default ~/sohoa)'),
  passphraseFile: both('đọc cụm mật khẩu từ tệp (dòng đầu)', 'read the passphrase from a file (first line)'),
  json: both('in kết quả dạng JSON cho chương trình khác đọc, mỗi kết quả một dòng', 'print JSON as the contract says, a line a result'),
  help: both('xem cách dùng', 'show how to use it'),
  lang: both('ngôn ngữ: vi hoặc en', 'language: vi or en'),
  call: both('Gọi thẳng một lệnh với tham số JSON (dành cho người lập trình)', 'Call a method of the contract with JSON parameters'),
  callMethods: both('Các lệnh:', 'Methods:'),
  demo: both('Chạy thử với giấy mẫu trên một trạm tập huấn mới', 'Run the demo on a fresh training station'),
  serve: both('Mở màn hình làm việc trong trình duyệt của máy này', "Open the officer's screens in this machine's browser"),
  port: both('cổng trên 127.0.0.1 (mặc định: cổng trống bất kỳ)', 'port on 127.0.0.1 (default: any free one)'),
  noOpen: both('không tự mở trình duyệt', 'do not open the browser'),
  serving: both('Mở màn hình tại {link} (dùng được một lần; nhấn Enter để lấy đường dẫn mới, Ctrl+C để tắt)', 'Screens at {link} (opens once; Enter for a new link, Ctrl+C to end)'),
  askPassphrase: both('Cụm mật khẩu: ', 'Passphrase: '),
  askPassphraseAgain: both('Gõ lại cụm mật khẩu: ', 'Passphrase again: '),
  passphrasesDiffer: both('hai lần gõ khác nhau', 'the two entries differ'),
  groupPaper: both('Giấy và kết quả:', 'Papers and results:'),
  groupDelivery: both('Giao, sửa sai, kiểm tra:', 'Delivery, correction, verification:'),
  groupCustody: both('Giữ an toàn dữ liệu:', 'Safe keeping:'),
  groupStation: both('Trạm và cán bộ:', 'The station and its officers:'),
  groupOther: both('Khác:', 'Other:'),
  nothing: both('Không có gì.', 'Nothing.'),
} as const satisfies Record<string, Term>
