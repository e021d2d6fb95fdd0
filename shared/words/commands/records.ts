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
  sheets         số tờ giấy đã đếm
  owners         JSON: [{"kind":"person","name":"…","id":"…"}] · CSV: cột ownerName, ownerId, ownerKind (nhiều người cách nhau dấu ;)
                 kind: person (cá nhân) | organisation (tổ chức); hộ kinh doanh ghi chủ hộ là cá nhân
  receiver       JSON: {"name","id","capacity"} · CSV: receiverName, receiverId, receiverCapacity
  deliverTo      JSON: ["kho","vneid","chia-se"] · CSV: kho;vneid · chỉ trả giấy: [] · CSV: none · bỏ trống: theo mặc định của trạm
  agreement      true: nơi nhận theo thỏa thuận ủy quyền (đính kèm giấy ủy quyền bằng sohoa attach) · CSV: true hoặc x
capacity: owner (chính chủ) | authorised (được ủy quyền) | guardian (giám hộ) | heir (thừa kế) | postal (bưu chính)
  | organisation staff (người của tổ chức)`,
    `
The dossier file (--dossier) is JSON (an object or an array) or CSV with a header. Names:
  file           name of the scan file or folder, when there are several rows
  dossierCode, procedureCode, resultCode, validUntil (YYYY-MM-DD), kind (result | dossier component | internal)
  sheets         sheets of paper as counted
  owners         JSON: [{"kind":"person","name":"…","id":"…"}] · CSV: columns ownerName, ownerId, ownerKind (several: separated by ;)
                 kind: person | organisation; of a household business the owner, a person
  receiver       JSON: {"name","id","capacity"} · CSV: receiverName, receiverId, receiverCapacity
  deliverTo      JSON: ["kho","vneid","chia-se"] · CSV: kho;vneid · on paper only: [] · CSV: none · left out: the station's default
  agreement      true: the targets are those of the authorisation (attach it with sohoa attach) · CSV: true or x
capacity: owner | authorised | guardian | heir | postal | organisation staff`),
  oneDossierOnly: both('--owner, --receiver, --dossier-code và --result-code chỉ dùng khi có một dòng hồ sơ', '--owner, --receiver, --dossier-code and --result-code go with one dossier row only'),
  dossier: both('tệp hồ sơ JSON hoặc CSV; “-”: đọc từ đầu vào chuẩn', 'dossier file, JSON or CSV; “-”: standard input'),
  dossierCode: both('mã hồ sơ', 'dossier code'),
  procedureCode: both('mã thủ tục', 'procedure code'),
  resultCode: both('mã kết quả', 'result code'),
  validUntil: both('ngày hết hiệu lực YYYY-MM-DD', 'last day of validity YYYY-MM-DD'),
  sheets: both('số tờ giấy đã đếm; bản quét phải có đúng chừng ấy trang, hoặc gấp đôi khi quét hai mặt', 'sheets as counted; the scan must have as many pages, or twice as many when both sides are scanned'),
  overrule: both('xác nhận giấy vẫn đủ dù có điểm nghi đã nêu (tất cả: all; hoặc một loại, một ảnh; cần --reason)', 'the paper is whole in spite of a finding (all, or one kind, or one kind at one scan; needs --reason)'),
  overruledBy: both('đã xác nhận là đủ: {by}, {at}: {reason}', 'taken as whole by {by}, {at}: {reason}'),
  kind: both('loại: result (kết quả), "dossier component" (thành phần hồ sơ) hoặc internal (nội bộ)', 'kind: result, "dossier component" or internal'),
  owner: both('chủ kết quả theo hồ sơ: "SỐ ĐỊNH DANH HỌ TÊN" hoặc "organisation;MÃ SỐ;TÊN"; lặp lại được. Gõ ở đây thì nằm lại trong lịch sử lệnh và danh sách tiến trình: nên dùng --dossier', 'owner as the dossier says: "ID NAME" or "organisation;CODE;NAME"; repeatable. What is typed here stays in the shell’s history and the list of processes: better --dossier'),
  receiver: both('người đến nhận: "TƯ CÁCH;SỐ;HỌ TÊN" (nên dùng --dossier, như --owner)', 'who came for the paper: "CAPACITY;ID;NAME" (better --dossier, as for --owner)'),
  acceptAbove: both('nhận mọi giá trị có độ tin cậy >= N và đạt kiểm tra; 0 nhận tất cả; ghi là lựa chọn của cán bộ', "accept every value with confidence >= N that passes its checks; 0 accepts all, as the operator's choice"),
  to: both('nơi nhận: kho,vneid,chia-se (“none”: chỉ trả giấy). VNeID khi người dân yêu cầu', 'targets: kho,vneid,chia-se (“none”: on paper only). VNeID when the citizen asks'),
  perAgreement: both('nơi nhận vừa nêu là theo thỏa thuận ủy quyền (cần giấy ủy quyền đính kèm, hoặc --reason)', 'the targets are those of the authorisation (which must be attached, or --reason given)'),
  agreementReason: both('lý do khi thỏa thuận ủy quyền không có giấy đính kèm', 'the reason, where an agreement has no paper attached'),
  noDeliver: both('chỉ xếp vào hộp gửi, chưa gửi', 'only queue, do not send now'),
  resume: both('Làm tiếp mọi việc dở dang', 'Go on with everything unfinished'),
  records: both('Danh sách hồ sơ', 'List the records'),
  work: both('chỉ trạng thái này', 'only this state'),
  limit: both('nhiều nhất N dòng', 'at most N lines'),
  after: both('tiếp theo, sau hồ sơ có mã này (từ mới đến cũ)', 'go on after the record with this id (newest to oldest)'),
  moreRecords: both('Còn hồ sơ cũ hơn. Xem tiếp: thêm --after {id}', 'There are older records. To go on: add --after {id}'),
  show: both('Xem một hồ sơ', 'Show one record'),
  review: both('Soát một hồ sơ: sửa, chấp nhận, xác nhận người nhận', 'Review a record: correct, accept, confirm the recipient'),
  set: both('đặt trường=giá trị; lặp lại được; để trống nếu giấy không có', 'set field=value; repeatable; empty when the paper has none'),
  asOnPaper: both('giữ giá trị của --set đúng như trên giấy dù không đạt kiểm tra; cần --reason', 'keep the values of --set as the paper has them although they fail a check; needs --reason'),
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
  onPaper: both('trên giấy', 'on paper'),
  inDossier: both('trong hồ sơ', 'in dossier'),
  deceased: both('người đã mất', 'deceased'),
  confirmed: both('Đã xác nhận người nhận', 'Recipient confirmed'),
  nextConfirm: both('Đúng người: sohoa review {id} --confirm-recipient --reason "…" · Sai: sửa bằng --owner hoặc --dossier', 'The right person: sohoa review {id} --confirm-recipient --reason "…" · Wrong: correct with --owner or --dossier'),
  cameForIt: both('Người đến nhận', 'Came for the paper'),
  goesTo: both('Nơi nhận', 'Targets'),
  paperOnly: both('chỉ trả giấy', 'on paper only'),
  recipientOpen: both('Người nhận chưa chắc: {why}.', 'Recipient not certain: {why}.'),
  nextReview: both('Soát: sohoa review {id} --set trường=giá-trị --accept', 'Review: sohoa review {id} --set field=value --accept'),
  nothingToResume: both('Không có việc dở dang.', 'Nothing is unfinished.'),
  written: both('Đã ghi {file}', 'Wrote {file}'),
  notWritten: both('Chưa có {what}: hồ sơ chưa ký.', 'No {what} yet: the record is not signed.'),
  page: both('trang {page}', 'page {page}'),
  signedBy: both('{signer}: {verdict}', '{signer}: {verdict}'),
  intact: both('nguyên vẹn', 'intact'),
  broken: both('không nguyên vẹn', 'not intact'),
  signerUnit: both('đơn vị quản lý {unit}', 'managed by {unit}'),
  signerIssuer: both('nơi cấp {issuer}', 'issued by {issuer}'),
  signerPeriod: both('chứng thư từ {from} đến {until}', 'certificate from {from} to {until}'),
  revocationGood: both('chưa bị thu hồi ({source} lúc {at})', 'not revoked ({source} of {at})'),
  revocationRevoked: both('bị thu hồi từ {since}', 'revoked since {since}'),
  revocationUnknown: both('chưa có dữ liệu thu hồi', 'no data on revocation'),
  history: both('Lịch sử', 'History'),
  capturedAt: both('Nhận giấy lúc', 'Paper taken in'),
  captureClockDoubtful: both('đồng hồ máy lúc đó không hợp lý, giờ này có thể sai', 'the clock was implausible then: this time may be wrong'),
  convertedAt: both('Chuyển đổi lúc', 'Converted'),
  mark: both('Dấu chuyển đổi', 'Conversion mark'),
} as const satisfies Record<string, Term>
