import { term as both, type Term } from './language.ts'

export type CommandText = keyof typeof commandTexts

/** Titles of a help text, keyed by commander's own. */
export const helpTitles: Readonly<Record<string, Term>> = {
  'Usage:': both('Cách dùng:', 'Usage:'),
  'Arguments:': both('Tham số:', 'Arguments:'),
  'Options:': both('Tùy chọn:', 'Options:'),
  'Commands:': both('Các lệnh:', 'Commands:'),
}

/** What the command line says, beside errors and terms. */
export const commandTexts = {
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
  init: both('Tạo trạm mới', 'Make a new station'),
  officer: both('họ tên cán bộ giữ cụm mật khẩu', 'name of the officer who holds the passphrase'),
  training: both('trạm tập huấn: mọi dấu mang dòng BẢN TẬP HUẤN, không gỡ được', 'training station: every mark says so, irremovably'),
  agency: both('tên đầy đủ của cơ quan chuyển đổi (trùng với chứng thư số)', 'full name of the converting agency (as in its certificate)'),
  place: both('địa danh của cơ quan', 'place name'),
  agencyCode: both('mã cơ quan (Quyết định 20/2020/QĐ-TTg)', 'agency code (Decision 20/2020)'),
  configure: both('Xem hoặc đổi cài đặt của trạm', 'Show or change the settings'),
  clockConfirmed: both('xác nhận đã đối chiếu và giờ máy đang đúng: bỏ qua các mốc thời gian ghi lúc đồng hồ chạy nhanh', 'the clock was compared and is right: times written while it ran ahead count no more'),
  tsa: both('địa chỉ dịch vụ dấu thời gian RFC 3161 (“none” để bỏ)', 'RFC 3161 time stamp address (“none” to clear)'),
  target: both('địa chỉ nơi nhận, ví dụ kho=https://…; lặp lại được', 'address of a target, e.g. kho=https://…; repeatable'),
  targetCa: both('chứng thư CA của các nơi nhận vừa nêu; chỉ tin CA này (tệp PEM)', 'CA pinned for the targets given (PEM file)'),
  trust: both('chứng thư gốc được tin cậy (tệp PEM); lặp lại được', 'trusted root certificates (PEM file); repeatable'),
  rsaScheme: both('cách ký RSA: pkcs1 hoặc pss', 'RSA scheme: pkcs1 or pss'),
  pageSizeLimit: both('giới hạn dung lượng mỗi trang, KB (“none” để bỏ)', 'size limit a page, KB (“none” to clear)'),
  acceptFrom: both('máy tự nhận trường có độ tin cậy từ mức này trở lên (0..1)', 'confidence from which the machine accepts a field (0..1)'),
  engine: both('bộ đọc chữ: auto, tesseract.js hoặc native', 'recogniser: auto, tesseract.js or native'),
  defaultTo: both('nơi nhận mặc định, cách nhau dấu phẩy', 'default targets, comma-separated'),
  key: both('Khóa ký của cơ quan', "The agency's signing keys"),
  keyAdd: both('Nạp khóa PKCS#12 (.p12/.pfx)', 'Add a PKCS#12 key (.p12/.pfx)'),
  keyPassphraseFile: both('đọc mật khẩu của tệp khóa từ tệp', 'read the key file’s passphrase from a file'),
  convert: both('Chuyển bản quét thành hồ sơ: mỗi tệp hoặc thư mục là một văn bản', 'Turn scans into records: each file or folder is one document'),
  convertHelp: both(
    `
Tệp hồ sơ (--dossier) là JSON (một đối tượng hoặc mảng) hay CSV có tiêu đề. Các tên:
  file           tên tệp hoặc thư mục quét, khi có nhiều dòng
  dossierCode, procedureCode, resultCode, validUntil (YYYY-MM-DD)
  kind           result (kết quả) | dossier component (thành phần hồ sơ) | internal (nội bộ)
  owners         JSON: [{"kind":"person","name":"…","id":"…"}] · CSV: cột ownerName, ownerId (nhiều người cách nhau dấu ;)
  receiver       JSON: {"name","id","capacity"} · CSV: receiverName, receiverId, receiverCapacity
  deliverTo      JSON: ["kho","vneid","chia-se"] · CSV: kho;vneid
capacity: owner (chính chủ) | authorised (được ủy quyền) | guardian (giám hộ) | heir (thừa kế) | postal (bưu chính)
  | organisation staff (người của tổ chức)`,
    `
The dossier file (--dossier) is JSON (an object or an array) or CSV with a header. Names:
  file           name of the scan file or folder, when there are several rows
  dossierCode, procedureCode, resultCode, validUntil (YYYY-MM-DD), kind (result | dossier component | internal)
  owners         JSON: [{"kind":"person","name":"…","id":"…"}] · CSV: columns ownerName, ownerId (several: separated by ;)
  receiver       JSON: {"name","id","capacity"} · CSV: receiverName, receiverId, receiverCapacity
  deliverTo      JSON: ["kho","vneid","chia-se"] · CSV: kho;vneid
capacity: owner | authorised | guardian | heir | postal | organisation staff`),
  oneDossierOnly: both('--owner, --receiver, --dossier-code và --result-code chỉ dùng khi có một dòng hồ sơ', '--owner, --receiver, --dossier-code and --result-code go with one dossier row only'),
  dossier: both('tệp hồ sơ JSON hoặc CSV', 'dossier file, JSON or CSV'),
  dossierCode: both('mã hồ sơ', 'dossier code'),
  procedureCode: both('mã thủ tục', 'procedure code'),
  resultCode: both('mã kết quả', 'result code'),
  validUntil: both('ngày hết hiệu lực YYYY-MM-DD', 'last day of validity YYYY-MM-DD'),
  kind: both('loại: result (kết quả), "dossier component" (thành phần hồ sơ) hoặc internal (nội bộ)', 'kind: result, "dossier component" or internal'),
  owner: both('chủ kết quả theo hồ sơ: "SỐ ĐỊNH DANH HỌ TÊN"; lặp lại được', 'owner as the dossier says: "ID NAME"; repeatable'),
  receiver: both('người nhận: "TƯ CÁCH;SỐ;HỌ TÊN"', 'receiver: "CAPACITY;ID;NAME"'),
  acceptAbove: both('nhận mọi giá trị có độ tin cậy >= N và đạt kiểm tra; 0 nhận tất cả; ghi là lựa chọn của cán bộ', "accept every value with confidence >= N that passes its checks; 0 accepts all, as the operator's choice"),
  to: both('nơi nhận: kho,vneid,chia-se (“none”: không giao)', 'targets: kho,vneid,chia-se (“none”: do not deliver)'),
  noDeliver: both('chỉ xếp vào hộp gửi, chưa gửi', 'only queue, do not send now'),
  resume: both('Làm tiếp mọi việc dở dang', 'Go on with everything unfinished'),
  records: both('Danh sách hồ sơ', 'List the records'),
  work: both('chỉ trạng thái này', 'only this state'),
  limit: both('nhiều nhất N dòng', 'at most N lines'),
  show: both('Xem một hồ sơ', 'Show one record'),
  review: both('Soát một hồ sơ: sửa, chấp nhận, xác nhận người nhận', 'Review a record: correct, accept, confirm the recipient'),
  set: both('đặt trường=giá trị; lặp lại được; để trống nếu giấy không có', 'set field=value; repeatable; empty when the paper has none'),
  accept: both('chấp nhận các trường còn lại như đang thấy', 'accept the other fields as they stand'),
  confirmRecipient: both('xác nhận đúng người nhận (cần --reason)', 'confirm the recipient (needs --reason)'),
  reason: both('lý do, được lưu lại', 'the reason, which is kept'),
  dpi: both('độ phân giải thật khi không rõ khổ giấy', 'true resolution when the paper size is unknown'),
  export: both('Xuất ID.pdf, ID.txt, ID.json', 'Write ID.pdf, ID.txt, ID.json'),
  out: both('thư mục xuất', 'output folder'),
  search: both('Tìm hồ sơ; gõ không dấu cũng được', 'Search; tones may be left out'),
  deliver: both('Gửi những gì đang chờ trong hộp gửi', 'Send what waits in the outbox'),
  deliverId: both('chỉ hồ sơ này', 'only this record'),
  verify: both('Kiểm tra chữ ký của tệp PDF (không cần trạm)', 'Check the signatures of PDF files (needs no station)'),
  call: both('Gọi thẳng một lệnh với tham số JSON (dành cho người lập trình)', 'Call a method of the contract with JSON parameters'),
  callMethods: both('Các lệnh:', 'Methods:'),
  demo: both('Chạy thử với giấy mẫu trên một trạm tập huấn mới', 'Run the demo on a fresh training station'),
  status: both('Tình trạng trạm: cài đặt, khóa, việc đang chờ', 'The station: settings, keys, what waits'),
  askPassphrase: both('Cụm mật khẩu: ', 'Passphrase: '),
  askPassphraseAgain: both('Gõ lại cụm mật khẩu: ', 'Passphrase again: '),
  askKeyPassphrase: both('Mật khẩu của tệp khóa: ', 'Passphrase of the key file: '),
  passphrasesDiffer: both('hai lần gõ khác nhau', 'the two entries differ'),
  created: both('Đã tạo trạm tại {folder}.', 'Station made in {folder}.'),
  createdTraining: both('Đã tạo trạm TẬP HUẤN tại {folder}.', 'TRAINING station made in {folder}.'),
  recoveryKey: both('Khóa khôi phục (chỉ hiện một lần; in ra và cất riêng):', 'Recovery key (shown once; print it and keep it apart):'),
  keyAdded: both('Đã nạp khóa: {subject}, hết hạn {date}.', 'Key added: {subject}, valid to {date}.'),
  pages: both('{count} trang', '{count} page(s)'),
  existing: both('đã có từ trước', 'already here'),
  doubtful: both('cần soát', 'needs review'),
  absent: both('(không có)', '(none)'),
  recipientOpen: both('Người nhận chưa chắc: {why}.', 'Recipient not certain: {why}.'),
  nextReview: both('Soát: sohoa review {id} --set trường=giá-trị --accept', 'Review: sohoa review {id} --set field=value --accept'),
  nothing: both('Không có gì.', 'Nothing.'),
  nothingToResume: both('Không có việc dở dang.', 'Nothing is unfinished.'),
  written: both('Đã ghi {file}', 'Wrote {file}'),
  notWritten: both('Chưa có {what}: hồ sơ chưa ký.', 'No {what} yet: the record is not signed.'),
  page: both('trang {page}', 'page {page}'),
  signedBy: both('{signer}: {verdict}', '{signer}: {verdict}'),
  intact: both('nguyên vẹn', 'intact'),
  broken: both('không nguyên vẹn', 'not intact'),
  history: both('Lịch sử', 'History'),
  mark: both('Dấu chuyển đổi', 'Conversion mark'),
  keys: both('Khóa ký', 'Signing keys'),
  outbox: both('Hộp gửi: {queued} chờ gửi, {held} giữ lại, {refused} bị từ chối', 'Outbox: {queued} queued, {held} held, {refused} refused'),
} as const satisfies Record<string, Term>
