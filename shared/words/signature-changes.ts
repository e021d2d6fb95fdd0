import type { ChangeKind } from '../model/index.ts'
import { term, type Term } from './language.ts'

/** What was changed in a file after a signature. `{page}` counts from 1; `{name}` is the field's name or that of the PDF entry. */
export const changeTerms: Readonly<Record<ChangeKind, Term>> = {
  'page added': term('thêm trang {page}', 'page {page} was added'),
  'page removed': term('bớt trang {page}', 'page {page} was removed'),
  'page content changed': term('nội dung trang {page} bị sửa', 'the content of page {page} was changed'),
  'page setting changed': term('trang {page} bị sửa ({name})', 'page {page} was changed ({name})'),
  'page covered by a signature': term('hình chữ ký thêm sau che trang {page}', 'a later signature’s appearance covers page {page}'),
  'print under a signature': term('hình chữ ký thêm sau che mất vài nét chữ trên trang {page}', 'a later signature’s appearance hides some print on page {page}'),
  'annotation added': term('thêm chú thích hoặc hình lên trang {page}', 'an annotation was put on page {page}'),
  'annotation changed': term('chú thích trên trang {page} bị sửa', 'an annotation on page {page} was changed'),
  'annotation removed or moved': term('chú thích trên trang {page} bị gỡ hoặc dời chỗ', 'an annotation on page {page} was removed or moved'),
  'form field added': term('thêm ô nhập “{name}”', 'form field “{name}” was added'),
  'form field changed': term('ô nhập “{name}” bị sửa hoặc điền thêm', 'form field “{name}” was changed'),
  'form field removed': term('ô nhập “{name}” bị gỡ', 'form field “{name}” was removed'),
  'form setting changed': term('thiết lập của biểu mẫu bị sửa ({name})', 'a form setting was changed ({name})'),
  'signature added': term('thêm chữ ký “{name}”', 'signature “{name}” was added'),
  'signature field signed': term('ô chữ ký “{name}” được ký', 'signature field “{name}” was signed'),
  'signature field changed': term('ô chữ ký “{name}” bị sửa', 'signature field “{name}” was changed'),
  'signature field removed': term('chữ ký “{name}” bị gỡ', 'signature “{name}” was removed'),
  'signature changed': term('chữ ký “{name}” bị thay', 'signature “{name}” was changed'),
  'appearance without signature': term('thêm hình chữ ký “{name}” mà không có chữ ký', 'an appearance “{name}” without a signature was added'),
  'document setting changed': term('thiết lập của tài liệu bị sửa ({name})', 'a document setting was changed ({name})'),
  'second document root': term('có lối thứ hai vào tài liệu ({name})', 'there is a second way into the document ({name})'),
  'document information changed': term('thông tin tài liệu bị sửa', 'the document information was changed'),
  'document metadata changed': term('siêu dữ liệu của tài liệu bị sửa', 'the document metadata were changed'),
  'validation data added': term('thêm dữ liệu để kiểm tra chữ ký', 'validation data were added'),
  'data after the end': term('có dữ liệu ghi thêm sau phần cuối tệp', 'there are data after the end of the file'),
  'revisions not comparable': term('không so sánh được với bản lúc ký', 'it cannot be compared with what was signed'),
}
