import { term as both, type Term } from '../language.ts'

/** Records: paper in, reviewed, looked at, out; and what is said of files. */
export const recordTexts = {
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
  verify: both('Kiểm tra chữ ký của tệp PDF (không cần trạm)', 'Check the signatures of PDF files (needs no station)'),
  pages: both('{count} trang', '{count} page(s)'),
  existing: both('đã có từ trước', 'already here'),
  doubtful: both('cần soát', 'needs review'),
  absent: both('(không có)', '(none)'),
  recipientOpen: both('Người nhận chưa chắc: {why}.', 'Recipient not certain: {why}.'),
  nextReview: both('Soát: sohoa review {id} --set trường=giá-trị --accept', 'Review: sohoa review {id} --set field=value --accept'),
  nothingToResume: both('Không có việc dở dang.', 'Nothing is unfinished.'),
  written: both('Đã ghi {file}', 'Wrote {file}'),
  notWritten: both('Chưa có {what}: hồ sơ chưa ký.', 'No {what} yet: the record is not signed.'),
  page: both('trang {page}', 'page {page}'),
  signedBy: both('{signer}: {verdict}', '{signer}: {verdict}'),
  intact: both('nguyên vẹn', 'intact'),
  broken: both('không nguyên vẹn', 'not intact'),
  history: both('Lịch sử', 'History'),
  capturedAt: both('Nhận giấy lúc', 'Paper taken in'),
  captureClockDoubtful: both('đồng hồ máy lúc đó không hợp lý, giờ này có thể sai', 'the clock was implausible then: this time may be wrong'),
  convertedAt: both('Chuyển đổi lúc', 'Converted'),
  mark: both('Dấu chuyển đổi', 'Conversion mark'),
} as const satisfies Record<string, Term>
