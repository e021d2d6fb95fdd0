/** A kind of document by name and, where the law gives one, its code. */
export interface DocumentType {
  readonly name: string
  readonly code?: string
}

/**
 * Kinds of administrative documents and copies with their codes
 * (Decree 30/2020 Annex III, as in force on 2026-11-22), and of legal documents
 * (Law on Promulgation of Legal Documents; codes as in use).
 */
export const codedDocumentTypes: readonly DocumentType[] = [
  { name: 'Nghị quyết', code: 'NQ' },
  { name: 'Quyết định', code: 'QĐ' },
  { name: 'Chỉ thị', code: 'CT' },
  { name: 'Quy chế', code: 'QC' },
  { name: 'Quy định', code: 'QyĐ' },
  { name: 'Thông cáo', code: 'TC' },
  { name: 'Thông báo', code: 'TB' },
  { name: 'Hướng dẫn', code: 'HD' },
  { name: 'Chương trình', code: 'CTr' },
  { name: 'Kế hoạch', code: 'KH' },
  { name: 'Phương án', code: 'PA' },
  { name: 'Đề án', code: 'ĐA' },
  { name: 'Dự án', code: 'DA' },
  { name: 'Báo cáo', code: 'BC' },
  { name: 'Biên bản', code: 'BB' },
  { name: 'Tờ trình', code: 'TTr' },
  { name: 'Hợp đồng', code: 'HĐ' },
  { name: 'Công điện', code: 'CĐ' },
  { name: 'Bản ghi nhớ', code: 'BGN' },
  { name: 'Bản thỏa thuận', code: 'BTT' },
  { name: 'Giấy ủy quyền', code: 'GUQ' },
  { name: 'Giấy mời', code: 'GM' },
  { name: 'Giấy giới thiệu', code: 'GGT' },
  { name: 'Giấy nghỉ phép', code: 'GNP' },
  { name: 'Phiếu gửi', code: 'PG' },
  { name: 'Phiếu chuyển', code: 'PC' },
  { name: 'Phiếu báo', code: 'PB' },
  { name: 'Nghị định', code: 'NĐ' },
  { name: 'Thông tư', code: 'TT' },
  { name: 'Thông tư liên tịch', code: 'TTLT' },
  { name: 'Lệnh', code: 'L' },
  { name: 'Luật' },
  { name: 'Pháp lệnh' },
]

/** Copies (Decree 30/2020 Annex III): their codes are legal in a notation, their names are no title of the document. */
export const copyCodes: readonly string[] = ['SY', 'TrS', 'SL']

/** A công văn has neither title nor code (Decree 30/2020 Annex III). */
export const letterTypeName = 'Công văn'

/** First words of titles that sector law gives to results (permits, certificates, extracts); the rest of the title follows. */
export const sectorTitleBeginnings: readonly string[] = [
  'Giấy phép', 'Giấy chứng nhận', 'Giấy xác nhận', 'Giấy khai sinh', 'Giấy chứng tử', 'Giấy báo tử', 'Giấy đăng ký',
  'Trích lục', 'Phiếu lý lịch tư pháp', 'Chứng chỉ', 'Bằng tốt nghiệp', 'Sổ hộ khẩu', 'Văn bản xác nhận', 'Văn bản chấp thuận',
  'Phiếu xác nhận', 'Bản sao trích lục', 'Chứng nhận', 'Giấy công nhận', 'Giấy tiếp nhận', 'Giấy chấp thuận', 'Phiếu tiếp nhận',
]

/** The type whose code is exactly `code`. */
export function typeOfCode(code: string): DocumentType | undefined {
  return codedDocumentTypes.find((type) => type.code === code)
}

/** True for a type whose number stands before a notation: letters and the types of Decree 30/2020 Annex III. */
export function bearsNotation(name: string): boolean {
  return name === letterTypeName || codeOfType(name) !== undefined
}

/** The code of the type called exactly `name`. */
export function codeOfType(name: string): string | undefined {
  return codedDocumentTypes.find((type) => type.name === name)?.code
}
