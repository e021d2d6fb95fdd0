import { term as both, type Term } from '../language.ts'

/** Results that turn out to be wrong: held back, taken out of use, replaced. */
export const correctionTexts = {
  freeze: both('Giữ lại một kết quả có sai sót: không gửi, không ký tiếp cho đến khi bỏ giữ', 'Freeze a result with an error: nothing is sent or signed until it is released'),
  release: both('Bỏ giữ: kết quả được ký và gửi tiếp', 'Release a frozen result: signing and sending go on'),
  void: both('Hủy một hồ sơ: giữ nguyên để tra cứu, không gửi nữa, thu hồi ở mọi nơi đã nhận', 'Void a record: kept to be looked up, sent no more, called back from every receiver'),
  replace: both('Thay bằng bản giấy được cấp lại: các tệp là một văn bản; bản cũ được giữ và thu hồi khi bản mới ký xong', 'Replace by the paper issued anew: the files are one document; the old record is kept, and called back once the new one is signed'),
  decisionReason: both('lý do, được lưu cùng hồ sơ và không gửi đi đâu', 'the reason, kept with the record and sent nowhere'),
  recallReason: both(
    'điều báo cho nơi nhận: "error in result" (sai sót, mặc định), "wrong recipient" (sai người nhận), withdrawn (bị thu hồi, hủy bỏ)',
    'what receivers are told: "error in result" (default), "wrong recipient" or withdrawn'),
  frozen: both('đang giữ lại vì có sai sót', 'frozen'),
  replacementAgreement: both('nơi nhận vừa nêu là theo thỏa thuận ủy quyền; giấy ủy quyền được đính kèm bằng sohoa attach', 'the targets given are those that the authorisation names; attach it with sohoa attach'),
  issue: both('bản {version}', 'issue {version}'),
  voidedBy: both('■ ĐÃ HỦY, KHÔNG CÓ GIÁ TRỊ SỬ DỤNG: {reason} · {by} · {at}', '■ VOIDED, NOT TO BE USED: {reason} · {by} · {at}'),
  frozenBy: both('■ KẾT QUẢ CÓ SAI SÓT, đang giữ lại: {reason} · {by} · {at}', '■ FROZEN, an error was reported: {reason} · {by} · {at}'),
  replacedBy: both('■ Đã có bản thay thế: {id}', '■ Replaced by {id}'),
  replaces: both('Thay cho {id}', 'Replaces {id}'),
  recallOf: both('↩ {target}: {state}', '↩ {target}: {state}'),
  recalls: both('Thu hồi: {queued} chờ gửi, {acknowledged} đã có biên nhận, {refused} bị từ chối', 'Recalls: {queued} queued, {acknowledged} acknowledged, {refused} refused'),
  exportedVoided: both('■ HỒ SƠ NÀY ĐÃ HỦY: chỉ để tra cứu, không dùng bản vừa xuất.', '■ THIS RECORD IS VOIDED: to be looked up only, do not use what was written.'),
  exportedReplaced: both('■ HỒ SƠ NÀY ĐÃ CÓ BẢN THAY THẾ: chỉ để tra cứu, không dùng bản vừa xuất.', '■ THIS RECORD WAS REPLACED: to be looked up only, do not use what was written.'),
  exportedFrozen: both('■ KẾT QUẢ NÀY ĐANG BỊ GIỮ LẠI VÌ CÓ SAI SÓT: chưa dùng bản vừa xuất.', '■ THIS RESULT IS FROZEN, an error was reported: do not use what was written yet.'),
} as const satisfies Record<string, Term>
