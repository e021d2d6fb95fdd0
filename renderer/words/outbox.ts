import { term, type Term } from '../../shared/words/index.ts'
import type { NextAct, Person } from '../screens/outbox/next-step.ts'

export const outboxWords = {
  title: term('Hộp gửi', 'Outbox'),
  list: term('Hồ sơ chưa tới đủ nơi', 'Records that are not everywhere yet'),
  total: term('{total} hồ sơ chưa tới đủ nơi.', '{total} record(s) are not everywhere yet.'),
  forNetwork: term('{count} chờ mạng, tự gửi', '{count} wait for the network'),
  forOfficer: term('{count} chờ cán bộ', '{count} wait for an officer'),
  forAdministrator: term('{count} chờ người quản trị', '{count} wait for an administrator'),
  ofShown: term('trong {count} hồ sơ đang hiện', 'of the {count} shown'),
  empty: term('Không có gì chờ gửi: mọi kết quả đã có biên nhận của nơi nhận.', 'Nothing waits: every result has its receipt.'),
  sendAll: term('Gửi tất cả ngay', 'Send everything now'),
  sending: term('Đang gửi: {done}/{total}', 'Sending: {done} of {total}'),
  sent: term('Đã gửi xong lượt này: {delivered} hồ sơ tới đủ nơi, {left} hồ sơ còn chờ.', 'This round is over: {delivered} arrived, {left} still wait.'),
  sendFailed: term('{count} hồ sơ chưa gửi được trong lượt này', '{count} record(s) could not be sent'),
  goesByItself: term('Việc gửi tự làm khi có mạng; không cần chờ ở màn hình này.', 'Sending goes by itself when there is a network; nobody needs to wait here.'),
  signed: term('Ký', 'Signed'),
  stamped: term('Dấu thời gian', 'Stamped'),
  sentOut: term('Gửi', 'Sent'),
  received: term('Biên nhận', 'Received'),
  path: term('Đường đi tới {target}', 'The way to {target}'),
  recallPath: term('Thu hồi từ {target}', 'Recall from {target}'),
  noTargets: term('Không gửi đi đâu: chỉ bản giấy.', 'Sent nowhere: on paper only.'),
  attempts: term('đã thử {count} lần', '{count} attempt(s)'),
  nextAt: term('thử lại lúc {at}', 'next at {at}'),
  receiptOf: term('biên nhận {id} lúc {at}', 'receipt {id} of {at}'),
  whatNext: term('Việc tiếp theo', 'What is next'),
  nothingNext: term('Không còn việc gì: hồ sơ sẽ rời Hộp gửi.', 'Nothing is left: it leaves the outbox.'),
  refusedBy: term('{target} từ chối nhận kết quả này.', '{target} refused this result.'),
  refusedWhy: term('Nội dung không đạt kiểm tra của nơi nhận; gửi lại y nguyên sẽ bị từ chối lần nữa.', 'It did not pass the receiver’s checks; the same again would be refused again.'),
  refusedTodo: term('Hỏi nơi nhận lý do; sửa hồ sơ hoặc chọn nơi nhận khác.', 'Ask the receiver why; correct the record or choose other targets.'),
  refusedBecause: term('Lý do nơi nhận nêu: {reason}.', 'The receiver’s reason: {reason}.'),
  refusedKnownTodo: term('Sửa hồ sơ theo lý do này, hoặc chọn nơi nhận khác.', 'Correct the record accordingly, or choose other targets.'),
  recallRefusedBy: term('{target} từ chối thu hồi.', '{target} refused the recall.'),
  recallRefusedWhy: term('Kết quả sai vẫn còn ở nơi nhận.', 'The wrong result is still there.'),
  recallRefusedTodo: term('Liên hệ nơi nhận bằng văn bản hoặc điện thoại, rồi gửi lại yêu cầu.', 'Write to the receiver or telephone, then ask again.'),
  recallOpen: term('Chưa có trả lời về việc thu hồi từ {target}.', 'No answer yet to the recall from {target}.'),
  recallOpenWhy: term('Yêu cầu chưa tới nơi nhận, hoặc nơi nhận chưa xác nhận.', 'It has not arrived, or was not confirmed.'),
  stampMissing: term('Chưa có dấu thời gian.', 'There is no time stamp yet.'),
  stampMissingWhy: term('Lúc ký không liên lạc được dịch vụ dấu thời gian. Hồ sơ đã ký và an toàn.', 'The service could not be reached at signing. The record is signed and safe.'),
  stampMissingTodo: term('Sẽ tự bổ sung khi có mạng.', 'It is added by itself when there is a network.'),
  queued: term('Chờ tới lượt gửi tới {target}.', 'Waits for its turn to go to {target}.'),
  queuedTodo: term('Tự gửi khi có mạng; hoặc gửi ngay.', 'It goes by itself; or send it now.'),
  notChosen: term('{target} không còn là nơi nhận đã chọn.', '{target} is no longer chosen.'),
  chooseTargets: term('Chọn nơi nhận', 'Choose targets'),
  chooseHint: term('Trả kết quả về đâu. Không chọn nơi nào: chỉ bản giấy.', 'Where the result goes. None: on paper only.'),
  chooseNow: term('Gửi tới nơi đã chọn', 'Send there'),
  perAgreement: term('Theo thỏa thuận ủy quyền', 'As the authorisation says'),
  agreementReason: term('Lý do (khi không đính kèm giấy ủy quyền)', 'Reason (where no authorisation is attached)'),
} as const satisfies Readonly<Record<string, Term>>

/** Who is to act. */
export const personWords: Readonly<Record<Person, Term>> = {
  network: term('chờ mạng', 'waits for the network'),
  officer: term('chờ cán bộ', 'waits for an officer'),
  administrator: term('chờ người quản trị', 'waits for an administrator'),
}

/** The button of a next step. */
export const actWords: Readonly<Record<NextAct, Term>> = {
  'send': term('Gửi ngay', 'Send now'),
  'recall again': term('Gửi lại yêu cầu thu hồi', 'Ask again'),
  'choose targets': term('Chọn nơi nhận', 'Choose targets'),
  'attach': term('Đính kèm giấy ủy quyền', 'Attach the authorisation'),
  'open record': term('Mở hồ sơ', 'Open the record'),
  'settings': term('Mở Cài đặt', 'Open the settings'),
}
