import { term, type Term } from '../../shared/words/index.ts'

export const setupSteps = ['start', 'agency', 'officer', 'recovery', 'mark', 'key', 'services', 'signing', 'check'] as const
export type SetupStep = (typeof setupSteps)[number]

export const setupStepWords: Readonly<Record<SetupStep, Term>> = {
  start: term('Bắt đầu', 'Start'),
  agency: term('Cơ quan', 'Agency'),
  officer: term('Cán bộ', 'Officer'),
  recovery: term('Khóa khôi phục', 'Recovery key'),
  mark: term('Dấu chuyển đổi', 'Mark'),
  key: term('Khóa ký', 'Signing key'),
  services: term('Nơi nhận và tin cậy', 'Receivers and trust'),
  signing: term('Cách ký', 'Signing'),
  check: term('Kiểm tra', 'Check-up'),
}

export const firstRunWords = {
  title: term('Thiết lập trạm số hóa', 'Set up the digitisation station'),
  steps: term('Các bước thiết lập', 'Steps of the set-up'),
  stepOf: term('Bước {at}/{of}', 'Step {at} of {of}'),
  done: term('đã qua', 'passed'),
  folder: term('Trạm sẽ nằm ở {folder}', 'The station will stand in {folder}'),

  startWhy: term('Mất khoảng năm phút. Mỗi bước lưu ngay; trừ tên cơ quan và cụm mật khẩu, bước nào chưa có thông tin thì làm sau cũng được.', 'It takes about five minutes. Each step is kept at once; but for agency and passphrase, everything can be done later.'),
  choose: term('Anh/chị muốn', 'What to do'),
  'choice.new': term('Lập trạm mới để làm việc', 'Make a new station for work'),
  newHint: term('Nhận giấy thật, ký bằng chữ ký số của cơ quan.', 'Takes in real papers and signs with the agency’s key.'),
  'choice.training': term('Lập trạm tập huấn', 'Make a training station'),
  trainingHint: term('Để học cách dùng: mọi giấy tờ làm ra ghi rõ là bản tập huấn và không có giá trị. Không đổi thành trạm thật được.', 'To learn: whatever is made says so and is worth nothing. It cannot become a real one.'),
  'choice.restore': term('Khôi phục từ bản sao lưu', 'Restore from a backup'),
  restoreHint: term('Khi máy cũ hỏng hoặc đổi máy.', 'When the old machine broke or is replaced.'),

  agencyTitle: term('Cơ quan nào thực hiện chuyển đổi?', 'Which agency converts?'),
  agencyMissing: term('Điền tên đầy đủ của cơ quan để đi tiếp.', 'Tell the agency’s full name to go on.'),
  officerTitle: term('Ai mở trạm này?', 'Who opens this station?'),
  officerWhy: term('Cụm mật khẩu khóa mọi dữ liệu của trạm. Không ai đặt lại hộ được; quên thì chỉ còn khóa khôi phục ở bước sau. Thêm cán bộ khác trong Cài đặt.', 'The passphrase locks all data. Nobody can reset it; the recovery key of the next step is the only other way in. Further officers are added in Settings.'),
  make: term('Lập trạm', 'Make the station'),
  making: term('Đang lập trạm…', 'Making the station…'),

  recoveryTitle: term('In và cất khóa khôi phục', 'Print the recovery key and put it away'),
  recoveryGone: term('Khóa khôi phục đã hiện một lần và không còn ở đây', 'The recovery key was shown once and is no longer here'),
  recoveryGoneWhy: term('Cửa sổ đã đóng hoặc tải lại trước khi anh/chị xác nhận đã cất khóa.', 'The window was closed or loaded anew before you said that it is put away.'),
  recoveryGoneTodo: term('Đã in được thì đi tiếp; chưa thì lập khóa mới, khóa cũ hết giá trị.', 'If it was printed, go on; if not, make a new one: the old one is then dead.'),
  haveIt: term('Đã in, đi tiếp', 'It is printed, go on'),

  markTitle: term('Dấu chuyển đổi sẽ như thế này', 'The mark will look like this'),
  keyTitle: term('Khóa ký số của cơ quan', 'The agency’s signing key'),
  keyWhy: term('Tệp khóa do nơi cấp chứng thư giao. Chưa có thì đi tiếp: giấy vẫn nhận và soát được, chỉ chưa ký.', 'The file comes from the certificate’s issuer. Without it papers are taken in and reviewed, not signed.'),
  servicesTitle: term('Gửi kết quả đi đâu, tin chứng thư nào?', 'Where do results go, which certificates count?'),
  signingTitle: term('Khi nào thì ký?', 'When is it signed?'),
  checkTitle: term('Kiểm tra lần cuối', 'A last look'),
  checkWhy: term('Những điểm còn mở làm tiếp lúc nào cũng được, trong Cài đặt.', 'What is open can be done at any time, in Settings.'),

  next: term('Tiếp tục', 'Go on'),
  back: term('Quay lại', 'Back'),
  leave: term('Làm nốt sau, vào làm việc', 'Later; to work'),
  begin: term('Vào làm việc', 'To work'),

  restoreTitle: term('Khôi phục trạm từ bản sao lưu', 'Restore the station from a backup'),
  restoreFrom: term('Thư mục chứa bản sao lưu', 'Folder with the backup'),
  restoreFromHint: term('Ví dụ: /media/o-sao-luu/tram', 'For example /media/backup/station'),
  generation: term('Bản số', 'Number'),
  generationHint: term('Để trống: bản mới nhất.', 'Empty: the newest.'),
  restorePassphrase: term('Cụm mật khẩu của ngày sao lưu, hoặc khóa khôi phục', 'A passphrase of the day of the backup, or the recovery key'),
  acceptLoss: term('Khôi phục cả khi thiếu tệp; tệp thiếu được nêu tên', 'Restore although files are missing; they are named'),
  restore: term('Khôi phục', 'Restore'),
  restoring: term('Đang khôi phục…', 'Restoring…'),
  restored: term('Đã khôi phục bản số {generation} ngày {madeAt}', 'Backup {generation} of {madeAt} is restored'),
  restoredFigures: term('{records} hồ sơ, {pages} trang, {blobs} tệp. Thiếu {lost} tệp. {unsent} kết quả chưa gửi được giữ lại để người xem trước.', '{records} records, {pages} pages, {blobs} files. {lost} file(s) are missing. {unsent} unsent result(s) are held for a person to look at.'),
  restoredTodo: term('Việc làm sau ngày sao lưu không có trong bản này: nhận lại giấy của những ngày đó.', 'What was done after that day is not in it: take those papers in again.'),
} as const satisfies Readonly<Record<string, Term>>
