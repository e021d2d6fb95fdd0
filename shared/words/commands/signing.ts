import { term as both, type Term } from '../language.ts'

/** Signing, and handing the paper over. */
export const signingTexts = {
  sign: both('Đánh dấu và ký các hồ sơ đã soát (người không giữ quyền ký: đưa vào hàng chờ ký)', 'Mark and sign reviewed records (an officer who may not sign puts them before the signer)'),
  seal: both('Nạp hình dấu của cơ quan để hiện cùng chữ ký số (PNG nền trong; “none” để bỏ)', "Give the agency's seal to be shown with its signature (PNG, transparent; “none” takes it away)"),
  sealWidth: both('bề ngang thật của dấu trên giấy, mm (10 đến 60; mặc định 36)', 'real width of the seal on paper, mm (10 to 60; default 36)'),
  sealKept: both('Đã nạp hình dấu, rộng {width} mm trên trang.', 'The seal is kept; it is {width} mm wide on the page.'),
  sealNone: both('Chữ ký số không còn kèm hình dấu.', 'Signatures show no seal any more.'),
  signingRegime: both('ai ký, theo thứ tự nào, hiện gì: chuyen-doi, chuyen-doi-hien-thi, can-bo-va-co-quan hoặc sao-y', 'who signs, in which order, what shows: chuyen-doi, chuyen-doi-hien-thi, can-bo-va-co-quan or sao-y'),
  keyOfficer: both('khóa riêng của cán bộ này (bỏ trống: khóa của cơ quan)', "this officer's own key (left out: the agency's)"),
  returnCommand: both('Trả hồ sơ chờ ký về soát lại', 'Send a record back from the signer to review'),
  ready: both('Xem có kết quả nào sẵn sàng trả, theo mã hồ sơ, số định danh hoặc nội dung QR trên thẻ căn cước', 'What is here to be handed over, by dossier code, personal number or the QR of an identity card'),
  handOver: both('Ghi nhận đã trả bản giấy', 'Note that the paper was handed over'),
  way: both('cách trả: counter, post, "public postal service" hoặc "on site"', 'how: counter, post, "public postal service" or "on site"'),
  witness: both('người chứng kiến, khi người nhận không ký được', 'who saw it, where the receiver could not sign'),
  handedOver: both('đã trả bản giấy {way}: {at}, {by}', 'paper handed over {way}: {at}, {by}'),
  returnedBy: both('người ký {by} trả lại ({at}): {reason}', 'sent back by the signer {by} ({at}): {reason}'),
  noneReady: both('Chưa có kết quả nào.', 'Nothing is here.'),
  doctor: both('Xem trạm đã sẵn sàng cho ngày làm việc chưa', 'Look whether the station is ready for the day'),
  signing: both('ký khi nào: at-once (soát xong ký ngay) hoặc when-told (khi có lệnh ký)', 'when to sign: at-once (after review) or when-told'),
  confirmSigning: both('hỏi lại cụm mật khẩu của người ký ở mỗi lô: on hoặc off', "ask for the signer's passphrase with each lot: on or off"),
  rights: both('quyền, cách nhau dấu phẩy: scan, sign, administer; none: chỉ xem', 'rights, comma-separated: scan, sign, administer; none: look only'),
  officerRights: both('Đặt quyền của một cán bộ', 'Say what an officer may do'),
  officerRightsSet: both('{name}: {rights}', '{name}: {rights}'),
  looksOnly: both('chỉ xem', 'looks only'),
} as const satisfies Record<string, Term>
