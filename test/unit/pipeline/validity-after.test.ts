import { expect, it } from 'vitest'
import type { DossierData, RecordField } from '../../../shared/model/index.ts'
import { validityAfter } from '../../../shared/pipeline/reading/validity-after.ts'
import { body, head, page } from '../extract/page-builder.ts'

const pages = [page(head('ỦY BAN NHÂN DÂN', 'PHƯỜNG BẾN ĐÁ'), body(520, 'Giấy này có giá trị 6 tháng kể từ ngày cấp.'))]
const typed = (value: string | null): RecordField => ({ value, confidence: 1, accepted: true, acceptedBy: 'operator', failedChecks: [], evidence: null })
const dossier = (validUntil: string | null): DossierData => ({ dossierCode: null, procedureCode: null, resultCode: null, validUntil, kind: 'result', sheets: null, owners: [], receiver: null })

it('a period is counted from the day that a person typed', () => {
  expect(validityAfter({ fields: {}, dossier: dossier(null) }, typed('2026-11-18'), pages)).toBe('2027-05-18')
})

it('a corrected day moves what was counted from the wrong one', () => {
  expect(validityAfter({ fields: { issuedDate: typed('2026-11-13') }, dossier: dossier('2027-05-13') }, typed('2026-11-18'), pages)).toBe('2027-05-18')
})

it('a last day that somebody told stays, and none is made of a day that is none', () => {
  expect(validityAfter({ fields: { issuedDate: typed('2026-11-13') }, dossier: dossier('2027-01-01') }, typed('2026-11-18'), pages)).toBe('2027-01-01')
  expect(validityAfter({ fields: {}, dossier: dossier(null) }, typed(null), pages)).toBeNull()
})
