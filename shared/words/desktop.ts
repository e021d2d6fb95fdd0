import { term as both, type Term } from './language.ts'

/** What the desktop window says outside its screens. */
export const desktopTexts = {
  file: both('Tệp', 'File'),
  quit: both('Thoát', 'Quit'),
  edit: both('Sửa', 'Edit'),
  cut: both('Cắt', 'Cut'),
  copy: both('Sao chép', 'Copy'),
  paste: both('Dán', 'Paste'),
  selectAll: both('Chọn tất cả', 'Select all'),
  view: both('Xem', 'View'),
  larger: both('Chữ to hơn', 'Larger text'),
  smaller: both('Chữ nhỏ hơn', 'Smaller text'),
  usualSize: both('Cỡ chữ thường', 'Usual size'),
  fullScreen: both('Toàn màn hình', 'Full screen'),
  cannotStart: both('Trạm số hóa không mở được', 'Trạm số hóa cannot open'),
} as const satisfies Record<string, Term>
