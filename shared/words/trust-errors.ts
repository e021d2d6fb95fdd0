import type { ErrorCode } from '../model/index.ts'
import { text, type ErrorTexts } from './error-text.ts'

/** Errors of trust packages, certificate status and clocks that disagree. */
export const trustErrorTexts = {
  certificate_revoked: {
    vi: text('Chứng thư số đã bị thu hồi từ {date}.', 'Nơi cấp chứng thư trả lời như vậy; chữ ký tạo từ lúc đó không có giá trị.', 'Dùng chứng thư số khác rồi ký lại hồ sơ bằng “sohoa sign”.'),
    en: text('The certificate was revoked as of {date}.', 'Its issuer says so; a signature made since then has no value.', 'Use another certificate, then sign the record anew with “sohoa sign”.'),
  },
  status_not_checked: {
    vi: text('Chưa kiểm tra được trạng thái chứng thư số.', 'Không hỏi được nơi cấp (OCSP) và không có danh sách thu hồi (CRL) còn hiệu lực.', 'Vẫn ký được; hồ sơ ghi “chưa kiểm tra trạng thái” và trạm tự kiểm tra khi có mạng.'),
    en: text("The certificate's status could not be checked.", 'Its issuer (OCSP) could not be asked, and there is no current revocation list (CRL).', 'Signing goes on; the record says “status not checked” and the station checks it once there is a network.'),
  },
  clock_differs: {
    vi: text('Đồng hồ máy lệch {minutes} phút so với giờ của dịch vụ được tin cậy ({by}).', 'Máy đang chỉ {now}, dịch vụ chỉ {told}. Chưa có gì được ký.', 'Đặt lại ngày giờ của máy rồi ký lại. Nếu đã đối chiếu và giờ máy đúng, người quản trị xác nhận: “sohoa configure --clock-confirmed”; dấu thời gian (TSA) lệch thì không bỏ qua được.'),
    en: text("This machine's clock differs by {minutes} minutes from that of a trusted service ({by}).", 'The machine shows {now}, the service {told}. Nothing was signed.', 'Set date and time of the machine, then sign again. If it was compared and is right, an administrator confirms it: “sohoa configure --clock-confirmed”; a time stamp (TSA) that differs cannot be passed over.'),
  },
  trust_package_invalid: {
    vi: text('Tệp này không phải gói tin cậy đúng mẫu (phần {part}).', 'Gói tin cậy là tệp JSON có chứng thư gốc, địa chỉ và danh sách thu hồi.', 'Xin lại tệp từ nơi phát hành. Gói đang dùng giữ nguyên.'),
    en: text('The file is no well-formed trust package (part {part}).', 'A trust package is a JSON file of roots, addresses and revocation lists.', 'Ask whoever issued it for it again. Packages in use stay as they are.'),
  },
  trust_package_altered: {
    vi: text('Gói tin cậy đã bị thay đổi hoặc hỏng trên đường đi.', 'Mã kiểm tra của tệp không khớp.', 'Xin lại tệp và đối chiếu mã với nơi phát hành. Gói đang dùng giữ nguyên.'),
    en: text('The trust package was altered or damaged on its way.', 'Its digest does not fit.', 'Ask for it again and compare the digest with whoever issued it. Packages in use stay as they are.'),
  },
  trust_package_signer_unknown: {
    vi: text('Chưa biết người ký gói tin cậy này.', 'Gói được ký bằng chứng thư số có vân tay SHA-256 {fingerprint}; trạm chưa từng nhận gói nào của người ký đó.', 'Đối chiếu vân tay với nơi phát hành, qua điện thoại hoặc văn bản. Đúng thì xác nhận vân tay đó khi nhập lại.'),
    en: text('Who signed this trust package is not known yet.', 'It was signed with the certificate of SHA-256 fingerprint {fingerprint}, whose packages were never taken in here.', 'Compare the fingerprint with whoever issued the package, by telephone or letter. If it is right, confirm it and import again.'),
  },
  trust_package_unsigned: {
    vi: text('Gói tin cậy này không có chữ ký, trong khi gói đang dùng có.', 'Nếu thay bằng gói không ký, không còn biết ai lập gói.', 'Xin gói có chữ ký; nếu đúng là nơi phát hành thôi ký, gỡ gói đang dùng trước.'),
    en: text('This trust package bears no signature, and the one in use does.', 'With an unsigned one in its place nobody could tell who made it.', 'Ask for a signed one; if its issuer has given up signing, remove the one in use first.'),
  },
  trust_package_older: {
    vi: text('Gói tin cậy này cũ hơn gói đang dùng ({have}).', 'Gói cũ có thể thiếu những chứng thư đã bị thu hồi.', 'Dùng gói mới hơn; nếu đúng là muốn quay lại, gỡ gói đang dùng trước.'),
    en: text('The trust package is older than the one in use ({have}).', 'An older one may not know of what was revoked since.', 'Use a newer one; to go back on purpose, remove the one in use first.'),
  },
} as const satisfies Partial<Record<ErrorCode, ErrorTexts>>
