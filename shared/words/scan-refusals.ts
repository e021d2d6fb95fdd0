/** Why a page is not taken as a scan, for people; keyed by the `why` of `not_a_scan`. */
export const scanRefusalTexts: Readonly<Record<string, { readonly vi: string; readonly en: string }>> = {
  'visible text': { vi: 'trang có chữ gõ bằng máy tính', en: 'it has computer-set text' },
  'drawing': { vi: 'trang có nét vẽ ngoài ảnh quét', en: 'it has drawings besides the scan' },
  'annotation': { vi: 'trang có chú thích, con dấu hoặc ô biểu mẫu điện tử', en: 'it carries an annotation, electronic stamp or form field' },
  'several images': { vi: 'trang ghép từ nhiều ảnh', en: 'it is put together from several images' },
  'no image': { vi: 'trang không có ảnh quét', en: 'it has no scanned image' },
  'image does not fill the page': { vi: 'ảnh không phủ kín trang', en: 'the image does not fill the page' },
  'image is cut': { vi: 'một phần ảnh bị che', en: 'part of the image is cut off' },
  'image is slanted': { vi: 'ảnh bị đặt nghiêng', en: 'the image is placed at a slant' },
  'unknown page unit': { vi: 'không rõ khổ trang', en: 'its page size is not known' },
  'signed file among scans': { vi: 'tệp đã ký số nằm lẫn trong các bản quét', en: 'a signed file lies among the scans' },
  'page does not look like its image': { vi: 'trang hiển thị khác với ảnh bên trong', en: 'it does not look like the image inside' },
}
