import { term as both, type Term } from '../language.ts'

/** Signing, and handing the paper over. */
export const signingTexts = {
  sign: both('Đánh dấu và ký các hồ sơ đã soát (người không giữ quyền ký: đưa vào hàng chờ ký)', 'Mark and sign reviewed records (an officer who may not sign puts them before the signer)'),
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
