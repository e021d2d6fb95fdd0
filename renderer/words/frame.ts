import { term } from '../../shared/words/index.ts'

/** Words of the frame around the screens: rail, bars, lock, help, palette. */
export const frameWords = {
  program: term('Trạm số hóa', 'Digitisation station'),
  screens: term('Các màn hình', 'Screens'),
  training: term('BẢN TẬP HUẤN: giấy tờ và chữ ký ở đây không có giá trị', 'TRAINING: papers and signatures made here are worth nothing'),
  skip: term('Tới nội dung', 'Skip to content'),

  stationGone: term('Mất liên lạc với trạm. Đang nối lại; những gì đã nhập vẫn còn trên màn hình.', 'The station does not answer. Connecting again; what you typed is still here.'),
  restarted: term('Trạm vừa khởi động lại.', 'The station has just started again.'),
  restartedWhy: term('Mở trạm để làm tiếp; những gì đã nhập vẫn còn.', 'Open it to go on; what you typed is still here.'),
  connecting: term('Đang nối với trạm…', 'Connecting to the station…'),
  offline: term('Còn {queued} lượt gửi đang chờ, sẽ tự gửi khi có mạng.', '{queued} deliveries wait; they are sent when the network is there.'),
  held: term('{held} kết quả chờ người xử lý trước khi gửi.', '{held} result(s) wait for somebody before they are sent.'),
  openingCheck: term('Tình trạng trạm', 'How the station is'),
  openSettings: term('Xem và xử lý', 'Look and mend'),
  openOutbox: term('Mở Hộp gửi', 'Open the outbox'),

  unlockTitle: term('Mở trạm', 'Open the station'),
  unlockHint: term('Mỗi cán bộ mở trạm bằng cụm mật khẩu của mình; việc làm sau đó được ghi dưới tên người mở.', 'Each officer opens the station with his own passphrase; what is done then stands under his name.'),
  passphrase: term('Cụm mật khẩu', 'Passphrase'),
  unlock: term('Mở trạm', 'Open'),
  unlocking: term('Đang mở…', 'Opening…'),
  lockedFor: term('Đã khóa. {officer} vừa làm việc ở đây.', 'Locked. {officer} worked here.'),
  lock: term('Khóa trạm hoặc đổi người', 'Lock, or switch the user'),
  lockShort: term('Khóa', 'Lock'),
  signedInAs: term('Đang làm việc: {officer}', 'At work: {officer}'),
  withRecoveryKey: term('khóa khôi phục', 'recovery key'),
  capsLock: term('Phím Caps Lock đang bật.', 'Caps Lock is on.'),
  showPassphrase: term('Hiện cụm mật khẩu', 'Show the passphrase'),

  holderTitle: term('Trạm đang mở ở nơi khác', 'The station is open elsewhere'),
  holderBody: term('Chương trình số {pid} trên máy {host} giữ trạm này từ {since}.', 'Process {pid} on {host} has held this station since {since}.'),
  holderTodo: term('Đóng cửa sổ hoặc lệnh đang chạy ở đó, rồi thử lại.', 'Close the window or command there, then try again.'),
  tryAgain: term('Thử lại', 'Try again'),

  palette: term('Đi tới', 'Go to'),
  paletteHint: term('Gõ tên màn hình, số văn bản, họ tên, mã hồ sơ', 'Type a screen, a document number, a name, a dossier code'),
  paletteScreens: term('Màn hình', 'Screens'),
  paletteActions: term('Việc ở đây', 'Here'),
  paletteRecords: term('Hồ sơ', 'Records'),
  paletteNothing: term('Không thấy “{words}”. Thử gõ không dấu, hoặc chỉ số văn bản.', 'Nothing for “{words}”. Try without tones, or only the number.'),

  help: term('Phím trên màn hình này', 'Keys on this screen'),
  helpKeys: term('Trợ giúp phím', 'Keys'),
  everywhere: term('Ở mọi màn hình', 'Everywhere'),
  here: term('Ở đây', 'Here'),
  close: term('Đóng', 'Close'),
  cancel: term('Bỏ qua', 'Cancel'),
  back: term('Quay lại', 'Back'),

  unknownCode: term('Mã vừa quét chưa dùng được ở màn hình này.', 'The code just scanned has no use on this screen.'),
  loading: term('Đang mở…', 'Opening…'),
  screenFailed: term('Màn hình này gặp lỗi', 'This screen failed'),
  screenFailedTodo: term('Những gì đã lưu vẫn an toàn. Mở lại màn hình; nếu còn lỗi, báo bộ phận hỗ trợ.', 'What was saved is safe. Open the screen again; if it fails anew, tell support.'),
  reopen: term('Mở lại màn hình', 'Open again'),
  theme: term('Sáng / tối', 'Light / dark'),
} as const
