import { vietnamDate } from '../../shared/model/index.ts'
import type { Instant, Owner, RecordField } from '../../shared/model/index.ts'
import type { AdministrativeText } from './administrative-text.ts'

export const syntheticAgency = 'Ủy ban nhân dân xã Đồng Mây'
const begin = Date.UTC(2024, 0, 2, 1)
const apartMs = 12 * 60_000
const results = [
  ['Quyết định', 'QĐ-UBND'], ['Giấy phép xây dựng', 'GPXD'], ['Trích lục khai tử', 'TLKT-BS'], ['Giấy khai sinh', 'GKS'],
  ['Giấy xác nhận tình trạng hôn nhân', 'XNTTHN'], ['Giấy chứng nhận đăng ký hộ kinh doanh', 'HKD'],
] as const
/** Every tenth record has as many pages. */
const pageCounts = [1, 2, 1, 1, 2, 1, 3, 1, 4, 1]

/** Whose result record `number` is. */
export function syntheticOwners(text: AdministrativeText, number: number): Owner[] {
  return Array.from({ length: number % 5 === 0 ? 2 : 1 }, () => ({ kind: 'person', name: text.name(), id: text.personalNumber(), source: 'dossier' }))
}

/** The header fields of record `number`. */
export function syntheticFields(text: AdministrativeText, number: number, at: Instant) {
  const [documentType, notation] = text.pick(results)
  return {
    codeNumber: field(String(number % 3000 + 1), 642), codeNotation: field(notation, 642), issuedDate: field(vietnamDate(at), 415.5),
    place: field('Đồng Mây', 415.5), issuingAgency: field(syntheticAgency, 243), documentType: field(documentType, 555), subject: field(text.body(14), 700),
    signerName: field(text.name(), 2652), signerPosition: field('Phó Chủ tịch', 2260.5), signingCapacity: field('KT. CHỦ TỊCH', 2196),
  }
}

/** The text of record `number`, page by page. */
export function syntheticPages(text: AdministrativeText, number: number): string[] {
  return Array.from({ length: pageCounts[number % pageCounts.length] ?? 1 }, () => text.body(150 + number % 250))
}

/** When record `number` came in. */
export function syntheticTime(number: number): Date {
  return new Date(begin + number * apartMs)
}

function field(value: string, y: number): RecordField {
  return { value, confidence: 0.96, accepted: true, acceptedBy: 'machine', failedChecks: [], evidence: { page: 1, box: { x: 1188, y, width: 327, height: 40.5 }, rule: 'number-line', read: value } }
}
