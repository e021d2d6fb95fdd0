import type {
  Agreement, AttachmentKind, Capacity, ChoiceBasis, DeliveryState, FieldName, NotReusable, OpenReason, PageWarning, RecallOutcome, RecallReason, RecallState, RefusalReason, SignatureTrust, TargetName, TreatmentName, TrustState, WorkState,
} from '../model/index.ts'
import { term, type Term } from './language.ts'

/** Names of fields as officers say them (Decree 30/2020 Annex VI). */
export const fieldTerms: Readonly<Record<FieldName, Term>> = {
  codeNumber: term('Số', 'Number'),
  codeNotation: term('Ký hiệu', 'Notation'),
  issuedDate: term('Ngày ban hành', 'Date of issue'),
  place: term('Địa danh', 'Place'),
  parentAgency: term('Cơ quan chủ quản', 'Parent agency'),
  issuingAgency: term('Cơ quan ban hành', 'Issuing agency'),
  documentType: term('Loại văn bản', 'Document type'),
  subject: term('Trích yếu', 'Subject'),
  signerName: term('Người ký', 'Signer'),
  signerPosition: term('Chức vụ', 'Position'),
  signingCapacity: term('Quyền hạn ký', 'Signing capacity'),
  urgency: term('Độ khẩn', 'Urgency'),
}

export const workTerms: Readonly<Record<WorkState, Term>> = {
  'capturing': term('đang nhận', 'capturing'),
  'captured': term('đã nhận', 'captured'),
  'cleaned': term('đã làm sạch ảnh', 'cleaned'),
  'recognised': term('đã đọc chữ', 'recognised'),
  'extracted': term('đã lấy thông tin', 'extracted'),
  'awaiting review': term('chờ soát', 'awaiting review'),
  'reviewed': term('đã soát', 'reviewed'),
  'marked': term('đã đặt dấu chuyển đổi', 'marked'),
  'assembled': term('đã dựng PDF', 'assembled'),
  "awaiting the agency's signature": term('chờ chữ ký số của cơ quan', "awaiting the agency's signature"),
  'signed': term('đã ký', 'signed'),
  'delivered': term('đã giao', 'delivered'),
  'refused': term('không nhận', 'refused'),
  'quarantined': term('cách ly', 'quarantined'),
  'voided': term('đã hủy', 'voided'),
  'replaced': term('đã có bản thay thế', 'replaced'),
}

export const trustTerms: Readonly<Record<TrustState, Term>> = {
  'unsigned': term('chưa ký', 'unsigned'),
  'B-B': term('mức B-B, không có dấu thời gian', 'B-B, no time stamp'),
  'time stamp pending': term('chờ dấu thời gian', 'time stamp pending'),
  'status not checked': term('chưa kiểm tra trạng thái chứng thư số', 'status not checked'),
  'B-T': term('mức B-T, có dấu thời gian', 'B-T, time-stamped'),
  'validation data pending': term('chờ dữ liệu xác thực', 'validation data pending'),
  'B-LT': term('mức B-LT, kiểm tra được lâu dài', 'B-LT, lasting validation'),
  'archive stamp pending': term('chờ dấu thời gian lưu trữ', 'archive time stamp pending'),
  'B-LTA': term('mức B-LTA, lưu trữ lâu dài', 'B-LTA, for archives'),
  'certificate revoked': term('chứng thư số đã bị thu hồi khi ký', 'certificate was revoked'),
  'original passed': term('bản gốc điện tử hợp lệ', 'electronic original, valid'),
  'original indeterminate': term('bản gốc điện tử, chưa xác định', 'electronic original, indeterminate'),
  'original failed': term('bản gốc điện tử không hợp lệ', 'electronic original, invalid'),
}

export const targetTerms: Readonly<Record<TargetName, Term>> = {
  'kho': term('Kho quản lý dữ liệu điện tử', 'electronic store'),
  'vneid': term('VNeID', 'VNeID'),
  'chia-se': term('Chia sẻ giữa các cơ quan', 'agency sharing'),
}

export const deliveryTerms: Readonly<Record<DeliveryState, Term>> = {
  queued: term('chờ gửi', 'queued'),
  held: term('giữ lại, chưa gửi', 'held back'),
  delivered: term('đã giao, có biên nhận', 'delivered, receipt kept'),
  refused: term('nơi nhận từ chối', 'refused by the receiver'),
  cancelled: term('không gửi nữa', 'not to be sent any more'),
}

/** Why a receiver refused. */
export const refusalTerms: Readonly<Record<RefusalReason, Term>> = {
  'digest differs': term('tệp nhận được khác tệp đã báo', 'the file that came is another than was announced'),
  'size differs': term('dung lượng nhận được khác dung lượng đã báo', 'the size that came is another than was announced'),
  'signature failed': term('chữ ký số không đạt kiểm tra của nơi nhận', 'the signature failed the receiver’s check'),
  'not signed': term('tệp chưa có chữ ký số', 'the file is not signed'),
  'training not accepted': term('nơi nhận không nhận bản tập huấn', 'it takes nothing from training stations'),
  'message invalid': term('thông tin kèm theo không đúng quy định của nơi nhận', 'what was told with it does not follow the protocol'),
  'sender unknown': term('nơi nhận chưa biết trạm này', 'it does not know this station'),
  'not the sender': term('kết quả này do trạm khác gửi', 'another station sent this result'),
  'owner missing': term('thiếu chủ sở hữu kết quả', 'the owner of the result is missing'),
  'key reused for another file': term('mã gửi này đã dùng cho tệp khác', 'this delivery’s key was used for another file'),
  'key reused for another message': term('tệp này đã tới với thông tin khác', 'the file came before with other data'),
  'too large': term('tệp lớn quá mức nơi nhận cho phép', 'the file is larger than it takes'),
  'recalled': term('kết quả này đã bị thu hồi', 'this result was called back'),
}

/** Where a recall stands; an acknowledged one is told by its outcome. */
export const recallTerms: Readonly<Record<Exclude<RecallState, 'acknowledged'> | RecallOutcome, Term>> = {
  'queued': term('chờ gửi yêu cầu thu hồi', 'recall queued'),
  'refused': term('nơi nhận từ chối thu hồi', 'recall refused by the receiver'),
  'taken back': term('đã thu hồi, có biên nhận', 'taken back, receipt kept'),
  'never received': term('nơi nhận xác nhận chưa từng nhận và sẽ không nhận', 'the receiver confirms that it never had it and will not take it'),
}

/** Decisions of a person that the history keeps with their reasons. */
export const decisionTerms: Readonly<Record<string, Term>> = {
  'frozen': term('giữ lại vì có sai sót', 'frozen'),
  'released': term('bỏ giữ', 'released'),
  'voided': term('hủy', 'voided'),
  'replacement begun': term('bắt đầu thay bản mới', 'replacement begun'),
  'replacement given up': term('thôi thay bản mới, bỏ giữ: bản quét không phải bản giấy cấp lại', 'replacement given up, released: the scan was of no new paper'),
  'taken as new issue': term('nhận làm bản thay thế', 'taken as replacement'),
  'taken as on the paper': term('nhận giá trị đúng như trên giấy', 'value taken as it stands on the paper'),
}

/** Why a result is called back. */
export const recallReasonTerms: Readonly<Record<RecallReason, Term>> = {
  'error in result': term('kết quả có sai sót', 'error in the result'),
  'wrong recipient': term('sai người nhận', 'wrong recipient'),
  'withdrawn': term('kết quả bị thu hồi, hủy bỏ', 'the result was withdrawn'),
  'replaced': term('đã có bản thay thế', 'replaced'),
}

export const warningTerms: Readonly<Record<PageWarning | 'blank' | 'unread' | 're-encoded', Term>> = {
  'low resolution': term('dưới 200 dpi', 'below 200 dpi'),
  'paper size unknown': term('không rõ khổ giấy', 'paper size unknown'),
  'blurred': term('ảnh mờ', 'blurred'),
  'low contrast': term('ảnh nhạt', 'low contrast'),
  'negative': term('ảnh âm bản', 'a negative'),
  'mirrored': term('ảnh bị lật gương', 'mirrored'),
  'two papers': term('có vẻ hai văn bản nằm trên một ảnh', 'two papers seem to lie on one picture'),
  'other language': term('không phải tiếng Việt', 'not Vietnamese'),
  'hardly any print': term('hầu như không có chữ in (ảnh, hình vẽ, chữ viết tay hoặc chỉ có dấu)', 'hardly any print (a photo, a drawing, handwriting or stamps only)'),
  'text layer differs': term('lớp chữ trong tệp không khớp với chữ nhìn thấy trên trang (đọc theo hình)', 'the file’s text layer is not what the page shows (read as seen)'),
  'text layer unread': term('không đọc được lớp chữ trong tệp (đọc theo hình)', 'the file’s text layer could not be read (read as seen)'),
  'blank': term('trang trắng (được giữ)', 'blank (kept)'),
  'unread': term('máy không đọc được chữ', 'unread'),
  're-encoded': term('đã nén lại theo giới hạn dung lượng', 're-encoded for the size limit'),
}

/** What clean-up did for the reading; `{measured}`: what it measured. */
export const treatmentTerms: Readonly<Record<TreatmentName, Term>> = {
  'enlarged': term('phóng to từ {measured} dpi', 'enlarged from {measured} dpi'),
  'reduced': term('thu nhỏ từ {measured} dpi', 'reduced from {measured} dpi'),
  'inverted': term('đảo âm bản', 'negative inverted'),
  'evened': term('làm trắng nền (chỗ tối nhất {measured}/255)', 'paper whitened (darkest {measured}/255)'),
  'stamps': term('tách {measured} dấu hoặc chữ ký màu', '{measured} coloured stamps or signatures taken out'),
  'darkened': term('làm đậm mực (mực {measured}/255)', 'ink darkened (ink {measured}/255)'),
  'specks': term('bỏ đốm bẩn ({measured}/cm²)', 'specks taken out ({measured}/cm²)'),
  'straightened': term('chỉnh thẳng {measured}°', 'straightened by {measured}°'),
  'flattened': term('làm phẳng trang bị cong {measured} mm', 'flattened: its lines were curled by {measured} mm'),
  'seals': term('tách {measured} dấu đen', '{measured} black seals taken out'),
  'columns': term('tách cột ở {measured} chỗ', 'columns set apart in {measured} places'),
  'tables': term('đọc {measured} bảng theo từng ô', '{measured} tables read cell by cell'),
  'layer': term('chính tả theo lớp chữ của tệp ({measured} % số từ)', 'spelt as the file’s text layer has it ({measured} % of the words)'),
  'recoded': term('đổi bảng mã cũ TCVN3/VNI sang Unicode ({measured} % lớp chữ)', 'TCVN3/VNI taken to Unicode ({measured} % of the text layer)'),
}

/** Why it is not certain whose result a record is. */
export const recipientTerms: Readonly<Record<string, Term>> = {
  'no owner': term('chưa biết kết quả của ai', 'no owner is known'),
  'no id': term('thiếu số định danh 12 số (hoặc mã số tổ chức) trên giấy hoặc trong hồ sơ', 'no number to compare: 12 digits (an organisation: its code) on both paper and dossier'),
  'name differs': term('họ tên trên giấy khác hồ sơ', 'name differs between paper and dossier'),
  'id differs': term('số định danh trên giấy khác hồ sơ', 'ID differs between paper and dossier'),
  'kind differs': term('giấy cấp cho tổ chức còn hồ sơ ghi cá nhân, hoặc ngược lại', 'the paper names an organisation and the dossier a person, or the other way round'),
  'not in dossier': term('người trên giấy không có trong hồ sơ', 'the person on paper is not in the dossier'),
  'not on paper': term('người trong hồ sơ không thấy trên giấy', 'the person of the dossier is not on the paper'),
  'deceased': term('người trong hồ sơ là người đã mất', 'the person of the dossier is the deceased'),
} satisfies Record<OpenReason, Term>

/** Why these targets. */
export const choiceBasisTerms: Readonly<Record<ChoiceBasis, Term>> = {
  'default': term('theo mặc định của trạm', 'the station’s default'),
  'asked': term('theo yêu cầu', 'as asked'),
  'authorisation agreement': term('theo thỏa thuận ủy quyền', 'by the authorisation agreement'),
}

export const capacityTerms: Readonly<Record<Capacity, Term>> = {
  'owner': term('chính chủ', 'the owner'),
  'authorised': term('người được ủy quyền', 'authorised'),
  'guardian': term('người giám hộ', 'guardian'),
  'heir': term('người thừa kế', 'heir'),
  'postal': term('bưu chính', 'postal service'),
  'organisation staff': term('người của tổ chức', 'staff of the organisation'),
}

export const attachmentTerms: Readonly<Record<AttachmentKind, Term>> = {
  authorisation: term('giấy ủy quyền', 'authorisation'),
  other: term('giấy tờ khác', 'other paper'),
}

/** What a dossier tells about a record. */
export const dossierTerms: Readonly<Record<string, Term>> = {
  dossierCode: term('mã hồ sơ', 'dossier code'),
  procedureCode: term('mã thủ tục', 'procedure code'),
  resultCode: term('mã kết quả', 'result code'),
  validUntil: term('ngày hết hiệu lực', 'last day of validity'),
  kind: term('loại', 'kind'),
  owners: term('chủ kết quả', 'owners'),
  receiver: term('người nhận', 'receiver'),
  deliverTo: term('nơi nhận', 'targets'),
}

/** Why a value fails its check. */
export const checkTerms = {
  TOLD_DIFFERS: term('khác với điều văn bản ghi', 'the document itself says otherwise'),
  ABSENT: term('máy không tìm thấy', 'not found by the machine'),
  HANDWRITTEN: term('viết tay, đóng dấu hoặc còn trống: xin đọc trên ảnh và gõ lại', 'written by hand, stamped or left blank: please read the picture and type it'),
  EMPTY: term('để trống', 'empty'),
  TOO_LONG: term('quá dài', 'too long'),
  NUMBER_MALFORMED: term('số không đúng dạng', 'not in the form of a number'),
  NOTATION_MALFORMED: term('ký hiệu không đúng dạng', 'not in the form of a notation'),
  DATE_MALFORMED: term('không phải một ngày có thật', 'no such day'),
  DATE_IN_FUTURE: term('ngày chưa tới', 'a day in the future'),
  DATE_TOO_EARLY: term('ngày quá xa trong quá khứ', 'a day too long ago'),
  NAME_MALFORMED: term('họ tên không đúng dạng', 'not in the form of a name'),
  CAPACITY_MALFORMED: term('quyền hạn ký không đúng dạng', 'not in the form of a signing capacity'),
  URGENCY_UNKNOWN: term('độ khẩn không có trong quy định', 'no such degree of urgency'),
  NO_LETTERS: term('không có chữ cái', 'without letters'),
  ID_MALFORMED: term('số định danh không đúng dạng', 'not in the form of a personal number'),
  ID_PLACE_UNKNOWN: term('mã nơi trong số định danh không có thật', 'no such place code in the personal number'),
  ID_BIRTH_IN_FUTURE: term('năm sinh trong số định danh chưa tới', 'the birth year in the personal number is in the future'),
  ID_BIRTH_DIFFERS: term('năm sinh trong số định danh khác năm sinh đã ghi', 'the birth year in the personal number differs from the one told'),
  ID_SEX_DIFFERS: term('giới tính trong số định danh khác giới tính đã ghi', 'the sex in the personal number differs from the one told'),
  REMEMBERED: term('đã nhớ từ hồ sơ trước, xin so với giấy', 'remembered from earlier papers: compare with the paper'),
  REMEMBERED_DIFFERS: term('khác dấu với họ tên đã nhớ của người ký này', 'the tones differ from the remembered name of this signer'),
  UNIT_ENDED: term('đơn vị hành chính này không còn từ ngày 01/07/2025: cơ quan hoặc ngày đọc chưa đúng', 'this unit ended on 1 July 2025: the agency or the day was misread'),
  YEAR_DIFFERS: term('năm trong ký hiệu khác năm ban hành', 'the year in the notation is not the year of issue'),
  AUTHORITY_DIFFERS: term('ký hiệu là của cơ quan khác', 'the notation is another authority’s'),
  POSITION_DIFFERS: term('chức vụ không phải của người đứng đầu hoặc cấp phó của cơ quan này', 'this agency’s head or deputy has another position'),
  ISSUED_AFTER_VALIDITY: term('ngày ban hành sau ngày hết hạn ghi trên giấy', 'issued after the last day of validity that the paper tells'),
} as const satisfies Record<string, Term>

/** Settings that an error may name as missing. */
export const settingTerms: Readonly<Record<string, Term>> = {
  agency: term('tên cơ quan (--agency)', 'name of the agency (--agency)'),
}

/** Why a receiver refuses for good. */
export const receiverRefusalTerms: Readonly<Record<string, Term>> = {
  'digest differs': term('tệp nhận được khác tệp đã báo', 'the file received is not the one announced'),
  'size differs': term('dung lượng nhận được khác đã báo', 'the size received is not the one announced'),
  'signature failed': term('chữ ký số không đạt kiểm tra', 'the signature does not pass'),
  'not signed': term('tệp chưa ký số', 'the file is not signed'),
  'training not accepted': term('không nhận bản tập huấn', 'training records are not accepted'),
  'message invalid': term('thông tin gửi kèm không đúng mẫu', 'the message does not fit'),
  'sender unknown': term('nơi nhận chưa biết cơ quan gửi', 'the receiver does not know the sender'),
  'not the sender': term('kết quả này do cơ quan khác gửi', 'another agency sent this result'),
  'owner missing': term('thiếu chủ kết quả', 'the owner is missing'),
  'key reused for another file': term('mã gửi đã dùng cho tệp khác', 'the key was used for another file'),
  'key reused for another message': term('mã gửi đã dùng cho thông tin khác', 'the key was used for another message'),
  'too large': term('tệp quá lớn', 'the file is too large'),
  'recalled': term('tệp này đã được thu hồi', 'this file was recalled'),
}

/** The final word on a signature check. */
export const verdictTerms: Readonly<Record<'passed' | 'indeterminate' | 'failed', Term>> = {
  passed: term('HỢP LỆ', 'PASSED'),
  indeterminate: term('CHƯA XÁC ĐỊNH', 'INDETERMINATE'),
  failed: term('KHÔNG HỢP LỆ', 'FAILED'),
}

/** Whether a signer can be trusted. */
export const signatureTrustTerms: Readonly<Record<SignatureTrust, Term>> = {
  'trusted': term('người ký tin cậy', 'trusted'),
  'untrusted': term('người ký không tin cậy', 'untrusted'),
  'unknown': term('chưa rõ người ký', 'unknown'),
  'expired': term('chứng thư hết hạn', 'expired'),
  'not yet valid': term('chứng thư chưa có hiệu lực', 'not yet valid'),
  'revoked': term('chứng thư đã bị thu hồi', 'revoked'),
}

/** Steps as a progress line tells them. */
export const stepTerms: Readonly<Record<string, Term>> = {
  capture: term('Nhận trang', 'Capturing'),
  read: term('Đọc trang', 'Reading'),
  plan: term('Lập phương án tách', 'Planning'),
  backlog: term('Chạy lô', 'Working off'),
  extract: term('Lấy thông tin', 'Extracting'),
  mark: term('Đặt dấu chuyển đổi', 'Marking'),
  assemble: term('Dựng PDF/A', 'Assembling'),
  sign: term('Ký số', 'Signing'),
  deliver: term('Gửi đi', 'Delivering'),
  recall: term('Thu hồi', 'Recalling'),
  verify: term('Kiểm tra chữ ký', 'Verifying'),
  backup: term('Sao lưu', 'Backing up'),
  restore: term('Khôi phục', 'Restoring'),
  check: term('Kiểm tra dữ liệu', 'Checking the data'),
  repair: term('Sửa tệp hỏng', 'Repairing'),
}

/** Faults of the audit log, by the name that `audit.verify` gives them. */
export const auditFaultTerms: Readonly<Record<string, Term>> = {
  'edited': term('nội dung mục bị sửa', 'an entry was edited'),
  'gap': term('thiếu mục', 'entries are missing'),
  'broken link': term('thứ tự mục bị đổi hoặc có mục chen vào', 'entries were exchanged or put in'),
  'truncated': term('đuôi nhật ký bị cắt', 'the end was cut off'),
  'seal differs': term('dấu niêm ghi một mục khác', 'the seal names another entry'),
  'seal forged': term('dấu niêm giả hoặc hỏng', 'the seal is forged or damaged'),
  'seal missing': term('mất dấu niêm', 'the seal is missing'),
  'header differs': term('đầu tệp khóa ghi một mục khác', 'the key header names another entry'),
  'receipt differs': term('biên nhận đã ký ghi một mục khác', 'a signed receipt names another entry'),
  'receipt beyond the end': term('biên nhận đã ký nói tới mục không còn trong nhật ký', 'a signed receipt tells of an entry that is gone'),
  'receipt invalid': term('chữ ký của biên nhận không đúng', 'the signature of a receipt does not fit'),
}

/** In what two records agree. */
export const agreementTerms: Readonly<Record<Agreement, Term>> = {
  'number': term('số, ký hiệu, cơ quan và năm', 'number, notation, agency and year'),
  'owner and result code': term('chủ kết quả và mã kết quả', 'owner and result code'),
}

/** Why a result cannot serve again. */
export const notReusableTerms: Readonly<Record<NotReusable, Term>> = {
  'not signed': term('chưa ký số', 'not signed yet'),
  'frozen': term('đang tạm dừng vì có sai sót', 'frozen because of an error'),
  'voided': term('đã hủy', 'voided'),
  'replaced': term('đã có bản thay thế', 'replaced by a newer issue'),
  'expired': term('đã hết hiệu lực', 'no longer in force'),
  'invalid signature': term('chữ ký số không hợp lệ', 'its signature is invalid'),
}
