import { term } from '../../shared/words/index.ts'

/** Names of the screens, as the rail and the palette say them. */
export const screenWords = {
  counter: term('Quầy', 'Counter'),
  pages: term('Bàn trang', 'Page desk'),
  sign: term('Chờ ký', 'To sign'),
  backlog: term('Lô', 'Backlog'),
  records: term('Hồ sơ', 'Records'),
  outbox: term('Gửi', 'Outbox'),
  verify: term('Kiểm tra', 'Verify'),
  settings: term('Cài đặt', 'Settings'),
} as const
