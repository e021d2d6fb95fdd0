import { term, type Term } from '../../shared/words/index.ts'

export const signatureWords = {
  title: term('Chữ ký số trên tệp', 'Signatures on the file'),
  officer: term('Cán bộ', 'Officer'),
  agency: term('Cơ quan', 'Agency'),
  made: term('đã ký', 'signed'),
  madeShort: term('Đã ký', 'Signed'),
  awaited: term('chờ ký', 'awaited'),
  mark: term('Dấu chuyển đổi', 'Conversion mark'),
  seen: term('hiện ở trang {page}', 'shown on page {page}'),
  seenWithSeal: term('hiện kèm hình dấu ở trang {page}', 'shown with the seal on page {page}'),
  unseen: term('không hiện trên trang', 'not shown on the page'),
  noRoom: term('không trang nào còn chỗ trống nên không hiện; chữ ký vẫn đủ giá trị', 'no page has room, so nothing shows; the signature counts all the same'),

  regime: term('Ai ký và hiện gì', 'Who signs, and what shows'),
  regimeHint: term('Đổi cách ký chỉ áp dụng cho hồ sơ chưa ký xong.', 'A change counts for records that are not signed yet.'),
  needsOfficerKey: term('Mỗi cán bộ ký cần khóa riêng: nạp ở Cài đặt, Khóa ký.', 'Each officer who signs needs a key of his own: add it under Signing key.'),
  seal: term('Hình dấu của cơ quan', 'The agency’s seal'),
  sealHint: term('Ảnh PNG màu đỏ, nền trong, kích thước thật của con dấu (Nghị định 30/2020/NĐ-CP). Hình không thay cho chữ ký số.', 'A red PNG on transparent ground, in the seal’s real size (Decree 30/2020). The picture does not stand for the signature.'),
  sealFile: term('Tệp hình dấu (PNG)', 'Picture of the seal (PNG)'),
  sealChoose: term('Chọn hình…', 'Choose a picture…'),
  sealNone: term('Chưa có hình dấu: chữ ký của cơ quan chỉ hiện chữ.', 'None yet: the agency’s signature shows words only.'),
  sealKept: term('Đã có hình dấu, rộng {width} mm trên trang', 'Given; {width} mm wide on the page'),
  sealWidth: term('Bề ngang thật, mm', 'Real width, mm'),
  sealWidthFault: term('Từ 10 đến 60 mm', '10 to 60 mm'),
  sealRemove: term('Bỏ hình dấu', 'Remove the seal'),
} as const satisfies Readonly<Record<string, Term>>
