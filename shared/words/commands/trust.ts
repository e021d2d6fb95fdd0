import { term as both } from '../language.ts'

/** Whom the station trusts, and signatures that last. */
export const trustTexts = {
  trustGroup: both('Nơi được tin: gói tin cậy, chứng thư gốc, danh sách thu hồi', 'Who is trusted: trust packages, roots, revocation lists'),
  trustImport: both('Nhập một gói tin cậy (tệp JSON của người quản trị)', 'Import a trust package (a JSON file from the administrator)'),
  trustImported: both('Đã nhập gói “{name}”, lập lúc {madeAt}. Mã SHA-256 để đối chiếu với nơi phát hành: {digest}', 'Package “{name}” imported, made {madeAt}. SHA-256 to compare with whoever issued it: {digest}'),
  trustList: both('Những nơi được tin và tuổi của dữ liệu', 'Who is trusted, and how old the data are'),
  trustRemove: both('Thôi tin một gói', 'Trust a package no longer'),
  trustRemoved: both('Đã gỡ gói “{name}”.', 'Package “{name}” removed.'),
  trustOwn: both('Đặt trong cài đặt của trạm', 'Set in the settings of the station'),
  trustPackageLine: both('Gói “{name}”, lập lúc {madeAt}, {anchors} chứng thư gốc, {asOf}', 'Package “{name}”, made {madeAt}, {anchors} roots, {asOf}'),
  trustAsOf: both('theo CRL lúc {time}', 'as of the CRL of {time}'),
  trustNoList: both('không kèm CRL', 'no CRL in it'),
  trustFetched: both('CRL đã tải', 'CRLs fetched'),
  trustNobody: both('Trạm chưa tin chứng thư gốc nào.', 'The station trusts no root yet.'),
  renew: both('Gia hạn dấu thời gian lưu trữ sắp hết hạn', 'Renew archive time stamps that end soon'),
  level: both('mức chữ ký cần đạt', 'level that signatures are to reach'),
  moreTsa: both('địa chỉ dịch vụ dấu thời gian dự phòng (lặp lại được; “none” để bỏ)', 'further time stamp authorities (repeatable; “none” for none)'),
} as const
