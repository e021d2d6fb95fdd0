import { term } from '../../shared/words/index.ts'

/** How far signatures are completed, and whom the station trusts by packages. */
export const trustWords = {
  form: term('Kiểu chữ ký', 'Form of signatures'),
  digest: term('Hàm băm ít nhất', 'Least digest'),
  digestHint: term('Khóa mạnh hơn tự dùng hàm băm mạnh hơn. Thiết bị ký phải hỗ trợ kiểu đã chọn.', 'A stronger key uses a stronger one by itself. A token must know what is chosen.'),
  rsaScheme: term('Kiểu đệm của khóa RSA', 'Padding of RSA keys'),
  'rsa.PKCS#1 v1.5': term('PKCS#1 v1.5: phần mềm nào cũng kiểm tra được', 'PKCS#1 v1.5: every program can check it'),
  'rsa.PSS': term('RSASSA-PSS: chặt chẽ hơn', 'RSASSA-PSS: stricter'),
  level: term('Mức chữ ký cần đạt', 'Level that signatures are to reach'),
  levelHint: term('Chưa có mạng thì hồ sơ ghi còn thiếu gì, trạm tự bổ sung sau.', 'Without a network the record says what is missing, and the station adds it later.'),
  'level.B-B': term('B-B: chỉ chữ ký', 'B-B: signature only'),
  'level.B-T': term('B-T: thêm dấu thời gian', 'B-T: with a time stamp'),
  'level.B-LT': term('B-LT: thêm dữ liệu để kiểm tra lâu dài', 'B-LT: with data for lasting validation'),
  'level.B-LTA': term('B-LTA: thêm dấu thời gian lưu trữ, được gia hạn', 'B-LTA: with archive time stamps, renewed'),
  packages: term('Gói tin cậy', 'Trust packages'),
  packagesHint: term('Chứng thư gốc, địa chỉ và danh sách thu hồi (CRL) trong một tệp, dùng được khi không có mạng. Đối chiếu mã SHA-256 với nơi phát hành.', 'Roots, addresses and revocation lists (CRL) in one file, of use without a network. Compare the SHA-256 with whoever issued it.'),
  packagesNone: term('Chưa có gói nào.', 'There is none yet.'),
  package: term('{name}: lập lúc {madeAt}, {anchors} chứng thư gốc', '{name}: made {madeAt}, {anchors} roots'),
  asOf: term('Hiệu lực theo CRL lúc {time}', 'As of the CRL of {time}'),
  signedBy: term('Ký bởi {signer}', 'Signed by {signer}'),
  unsigned: term('Không ký: đối chiếu mã SHA-256 với nơi phát hành', 'Not signed: compare the SHA-256 with whoever issued it'),
  signerCompared: term('Đã đối chiếu vân tay: nhập', 'The fingerprint was compared: import'),
  noList: term('Không kèm CRL', 'No CRL in it'),
  add: term('Nhập gói tin cậy', 'Import a trust package'),
  remove: term('Gỡ gói {name}', 'Remove {name}'),
  fetched: term('CRL đã tải từ {address}: lập lúc {time}', 'CRL fetched from {address}: made {time}'),
} as const
