import type { ErrorCode, ParticularName } from '../model/index.ts'
import { text, type ErrorTexts } from './error-text.ts'
import { term, type Term } from './language.ts'

/** Why a template is refused. */
export const templateFaultTerms: Readonly<Record<string, Term>> = {
  'not JSON': term('sai cú pháp JSON (thiếu dấu phẩy, ngoặc hoặc nháy kép)', 'no JSON (a comma, bracket or quote is missing)'),
  'too large': term('tệp quá lớn (tối đa 64 KB)', 'the file is too large (64 KB at most)'),
  'name': term('tên tệp chỉ gồm chữ thường không dấu, chữ số và gạch nối', 'a file name has small letters without marks, figures and hyphens only'),
  'missing': term('thiếu mục bắt buộc', 'a part is missing'),
  'unknown': term('mục này không có trong quy cách', 'there is no such part'),
  'too many': term('quá nhiều hoặc quá dài', 'too many, or too long'),
  'too few': term('quá ít hoặc quá ngắn', 'too few, or too short'),
  'not allowed': term('giá trị không được phép', 'a value that is not allowed'),
}

/** What a paper or a card tells of somebody. */
export const particularTerms: Readonly<Record<'name' | 'number' | ParticularName, Term>> = {
  name: term('Họ tên', 'Name'),
  number: term('Số định danh', 'Personal number'),
  birthDate: term('Ngày sinh', 'Date of birth'),
  sex: term('Giới tính', 'Sex'),
  address: term('Địa chỉ', 'Address'),
}

export const sexTerms: Readonly<Record<string, Term>> = { male: term('Nam', 'male'), female: term('Nữ', 'female') }

/** What a station remembers from corrections. */
export const rememberedTerms: Readonly<Record<'agency' | 'signer' | 'subject', Term>> = {
  agency: term('Cơ quan', 'Agency'),
  signer: term('Người ký', 'Signer'),
  subject: term('Trích yếu', 'Subject'),
}

/** Errors of templates for reading papers. */
export const templateErrorTexts = {
  reading_template_invalid: {
    vi: text('Mẫu đọc “{template}” chưa dùng được: dòng {line}, mục “{part}”.', 'Lý do: {why}. Mẫu không được nhận; các mẫu khác vẫn đọc như trước.', 'Sửa dòng đó rồi thử lại bằng “sohoa template check”.'),
    en: text('The template “{template}” cannot be used: line {line}, part “{part}”.', 'Reason: {why}. It was not taken; other templates read as before.', 'Correct that line, then try again with “sohoa template check”.'),
  },
} as const satisfies Partial<Record<ErrorCode, ErrorTexts>>
