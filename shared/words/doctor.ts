import type { DoctorCheck, HandoverWay, Right } from '../model/index.ts'
import { fill } from './fill.ts'
import { term, type Language, type Term } from './language.ts'

/** How each check of the station reads, by its state. `{name}` stands for a parameter. */
export const doctorTexts: Readonly<Record<DoctorCheck, { readonly name: Term; readonly good: Term; readonly attention: Term; readonly bad: Term }>> = {
  clock: {
    name: term('Đồng hồ', 'Clock'), good: term('đúng được', 'plausible'), attention: term('khác giờ của nơi nhận: chưa đánh dấu và ký; đối chiếu và chỉnh giờ máy', 'differs from a receiver’s: nothing is marked or signed; compare it, set the clock'),
    bad: term('không thể đúng: chưa đánh dấu và ký được; chỉnh giờ máy', 'cannot be right: nothing is marked or signed; set the clock'),
  },
  certificate: {
    name: term('Chứng thư số', 'Certificate'), good: term('còn hạn đến {date}', 'valid to {date}'), attention: term('còn {days} ngày (đến {date}): xin cấp lại', '{days} days left (to {date}): ask for a new one'),
    bad: term('không có chứng thư còn hạn: chưa ký được', 'none is valid: nothing can be signed'),
  },
  token: {
    name: term('Thiết bị ký', 'Signing token'), good: term('đã cắm, còn dùng được', 'plugged in and usable'), attention: term('chưa cắm, hoặc đã nhập sai mã PIN: xem lại trước khi ký', 'not plugged in, or a wrong PIN was told: look before signing'),
    bad: term('đã khóa, hoặc thư viện của thiết bị không chạy: chưa ký được', 'locked, or its library does not run: nothing can be signed'),
  },
  disk: {
    name: term('Ổ đĩa', 'Disk'), good: term('còn {free}', '{free} free'), attention: term('chỉ còn {free}', 'only {free} free'),
    bad: term('sắp đầy: còn {free}; dọn ổ đĩa trước khi quét', 'nearly full: {free}; make room before scanning'),
  },
  recogniser: {
    name: term('Bộ đọc chữ', 'Recogniser'), good: term('{engine} {version}', '{engine} {version}'), attention: term('{engine}', '{engine}'),
    bad: term('không chạy được ({engine}): giấy vẫn nhận, chưa đọc', 'does not run ({engine}): papers are taken in, not read'),
  },
  agency: {
    name: term('Cơ quan', 'Agency'), good: term('{agency}', '{agency}'), attention: term('{agency}', '{agency}'), bad: term('chưa đặt tên cơ quan chuyển đổi', 'the converting agency is not named yet'),
  },
  targets: {
    name: term('Nơi nhận', 'Targets'), good: term('{count} nơi', '{count} set'), attention: term('chưa cài nơi nhận nào: hồ sơ ký xong nằm lại trạm', 'none is set: what is signed stays here'), bad: term('chưa cài', 'none'),
  },
  unsent: {
    name: term('Hộp gửi', 'Outbox'), good: term('không còn gì chờ', 'nothing waits'), attention: term('{queued} chờ gửi, {held} giữ lại, {refused} bị từ chối', '{queued} queued, {held} held, {refused} refused'), bad: term('{refused} bị từ chối', '{refused} refused'),
  },
  unsigned: { name: term('Chờ ký', 'To be signed'), good: term('không', 'none'), attention: term('{count} hồ sơ', '{count} records'), bad: term('{count} hồ sơ', '{count} records') },
  unreviewed: { name: term('Chờ soát', 'To be reviewed'), good: term('không', 'none'), attention: term('{count} hồ sơ', '{count} records'), bad: term('{count} hồ sơ', '{count} records') },
  backup: {
    name: term('Sao lưu', 'Backup'), good: term('gần nhất {date}', 'last on {date}'), attention: term('lần gần nhất: {date}; hãy sao lưu', 'last: {date}; make one'), bad: term('chưa có', 'none'),
  },
  integrity: {
    name: term('Dữ liệu', 'Data'), good: term('nguyên vẹn, kiểm tra {date}', 'whole, checked on {date}'), attention: term('kiểm tra lần cuối {date}; nên kiểm tra lại', 'last checked on {date}; check again'),
    bad: term('có dữ liệu hỏng (kiểm tra {date}): xem Sao lưu, nhật ký', 'some is damaged (checked on {date}): see Backup'),
  },
  files: {
    name: term('Tệp dữ liệu', 'Data files'), good: term('đủ', 'all there'), attention: term('{count} tệp hỏng', '{count} damaged'), bad: term('{count} tệp của hồ sơ đang làm bị mất hoặc hỏng: lấy lại từ bản sao lưu', '{count} files of unfinished records are missing or damaged: take them from a backup'),
  },
  recoveryKey: {
    name: term('Khóa khôi phục', 'Recovery key'), good: term('đã gõ lại, đọc được', 'typed back: it can be read'),
    attention: term('chưa ai gõ lại khóa đã cất: chưa chắc đọc được', 'nobody has typed it back: it may not be readable'), bad: term('chưa có', 'none'),
  },
}

const neverChecked = term('chưa kiểm tra lần nào', 'never checked')

/** How a check reads: days the Vietnamese way, free disk in GB. A backup that never was has no day to name. */
export function doctorText(check: DoctorCheck, state: 'good' | 'attention' | 'bad', params: Readonly<Record<string, string | number>>, language: Language): string {
  const { date, freeMebibytes } = params
  if (check === 'integrity' && date === '') return fill(neverChecked[language], {})
  const told = {
    ...params,
    ...(typeof date === 'string' ? { date: date.split('-').toReversed().join('/') } : {}),
    ...(typeof freeMebibytes === 'number' ? { free: `${(freeMebibytes / 1024).toFixed(1).replace('.', language === 'vi' ? ',' : '.')} GB` } : {}),
  }
  return fill(doctorTexts[check][check === 'backup' && date === '' ? 'bad' : state][language], told)
}

/** What an officer may do, in words. */
export const rightTerms: Readonly<Record<Right, Term>> = {
  scan: term('nhận và soát giấy', 'take in and review'),
  sign: term('ký bằng khóa của cơ quan', "sign with the agency's key"),
  administer: term('quản trị trạm', 'administer the station'),
}

/** How a paper left the counter, in words. */
export const handoverTerms: Readonly<Record<HandoverWay, Term>> = {
  'counter': term('tại quầy', 'at the counter'),
  'post': term('gửi bưu chính', 'by post'),
  'public postal service': term('qua bưu chính công ích', 'by the public postal service'),
  'on site': term('tại nơi ở', 'on site'),
}
