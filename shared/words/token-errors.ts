import type { ErrorCode } from '../model/index.ts'
import { text, type ErrorTexts } from './error-text.ts'

/** Errors of signing tokens and their PINs. */
export const tokenErrorTexts = {
  token_module_invalid: {
    vi: text('Không dùng được thư viện PKCS#11 của thiết bị ký.', 'Tệp nêu trong Cài đặt không mở được, hoặc không phải thư viện PKCS#11.', 'Nhờ người quản trị cài lại phần mềm của thiết bị ký và chọn lại tệp thư viện.'),
    en: text("The signing token's PKCS#11 library cannot be used.", 'The file named in the settings cannot be loaded, or is no PKCS#11 library.', "Have an administrator install the token's software again and choose its library."),
  },
  token_module_failed: {
    vi: text('Thư viện của thiết bị ký gặp lỗi ({detail}).', 'Thư viện báo lỗi, treo hoặc bị ngắt giữa chừng; không hồ sơ nào bị thay đổi.', 'Rút thiết bị ra, cắm lại rồi ký lại. Nếu còn lỗi, báo nơi cấp thiết bị.'),
    en: text("The signing token's library failed ({detail}).", 'It reported an error, hung or crashed; no record was changed.', 'Pull the token out, plug it in again and sign anew. If it persists, tell the issuer of the token.'),
  },
  token_absent: {
    vi: text('Chưa thấy thiết bị ký của cơ quan.', 'Không thiết bị nào đang cắm chứa chứng thư số này.', 'Cắm thiết bị ký rồi thử lại. Hồ sơ chờ ký vẫn an toàn.'),
    en: text("The agency's signing token is not there.", 'No token that is plugged in holds this certificate.', 'Plug it in and try again. Waiting records are safe.'),
  },
  token_removed: {
    vi: text('Thiết bị ký đã bị rút ra giữa chừng.', 'Hồ sơ đã ký vẫn là đã ký; hồ sơ này và các hồ sơ sau chưa ký.', 'Cắm lại thiết bị, nhập mã PIN rồi ký tiếp.'),
    en: text('The signing token was pulled out.', 'What is signed stays signed; this record and those after it are not.', 'Plug it in again, tell its PIN and go on.'),
  },
  token_key_missing: {
    vi: text('Thiết bị ký có chứng thư số nhưng không có khóa của nó.', 'Chứng thư được chép vào mà không kèm khóa bí mật.', 'Chọn chứng thư khác trên thiết bị, hoặc báo nơi cấp thiết bị.'),
    en: text('The token holds the certificate but not its key.', 'The certificate was copied without its private key.', 'Choose another certificate of the token, or tell its issuer.'),
  },
  token_scheme_unsupported: {
    vi: text('Thiết bị ký không làm được kiểu ký đang chọn.', 'Thiết bị không hỗ trợ kiểu đệm hoặc hàm băm này với khóa của nó.', 'Nhờ người quản trị chọn kiểu ký khác trong Cài đặt.'),
    en: text('The token cannot sign in the chosen way.', 'It does not know this padding or digest for its key.', 'Have an administrator choose another way of signing in the settings.'),
  },
  token_choice_needed: {
    vi: text('Có {count} chứng thư số có thể chọn.', 'Trạm không tự chọn thay người quản trị.', 'Xem các chứng thư trên thiết bị và nêu rõ chứng thư cần dùng.'),
    en: text('There are {count} certificates to choose from.', 'The station does not choose in the administrator’s place.', 'Look at the certificates of the tokens and name the one to use.'),
  },
  pin_missing: {
    vi: text('Cần mã PIN của thiết bị ký.', 'Thiết bị đang khóa; mã PIN không được lưu ở đâu cả.', 'Người có quyền ký nhập mã PIN khi ký ở màn hình Quầy hoặc Chờ ký.'),
    en: text('The PIN of the signing token is needed.', 'The token is locked, and the PIN is kept nowhere.', 'Whoever may sign tells it when signing at the Counter or in the queue.'),
  },
  pin_wrong: {
    vi: text('Mã PIN chưa đúng.', 'Mã PIN chỉ được gửi tới thiết bị một lần, không thử lại. Sai nhiều lần liên tiếp, thiết bị sẽ khóa.', 'Kiểm tra bàn phím và bộ gõ rồi nhập lại.'),
    en: text('The PIN is wrong.', 'It was sent to the token once and not tried again. After several wrong PINs the token locks.', 'Check the keyboard and type it again.'),
  },
  pin_wrong_last: {
    vi: text('Mã PIN chưa đúng và chỉ còn một lần thử.', 'Sai thêm một lần nữa, thiết bị ký sẽ khóa.', 'Dừng lại và tìm đúng mã PIN trước khi nhập tiếp; nếu không chắc, hỏi nơi cấp thiết bị.'),
    en: text('The PIN is wrong, and one try is left.', 'One more wrong PIN locks the token.', 'Stop and find the right PIN first; if in doubt, ask the issuer of the token.'),
  },
  pin_locked: {
    vi: text('Thiết bị ký đã khóa.', 'Đã nhập sai mã PIN quá số lần cho phép; mã PIN không được gửi tới thiết bị nữa.', 'Liên hệ nơi cấp thiết bị để mở khóa. Hồ sơ chờ ký vẫn an toàn.'),
    en: text('The signing token is locked.', 'Too many wrong PINs were told; no further PIN is sent to it.', 'Ask the issuer of the token to unlock it. Waiting records are safe.'),
  },
  pin_expired: {
    vi: text('Mã PIN của thiết bị ký đã hết hạn.', 'Thiết bị đòi đổi mã PIN trước khi ký.', 'Đổi mã PIN bằng phần mềm của thiết bị rồi ký lại.'),
    en: text("The token's PIN has expired.", 'The token wants a new PIN before it signs.', "Change it with the token's own software, then sign anew."),
  },
} as const satisfies Partial<Record<ErrorCode, ErrorTexts>>
