import { expect, it } from 'vitest'
import { proposeFields } from '../../../shared/pipeline/reading/extract-fields.ts'
import type { Evidence, ProposedField } from '../../../shared/model/index.ts'
import { openDesk } from './desk.ts'

const evidence: Evidence = { page: 1, box: { x: 300, y: 280, width: 120, height: 48 }, rule: 'number-gap', read: 'Số: ÝZ /QĐ-UBND' }
const handwritten: ProposedField = { name: 'codeNumber', value: '', confidence: 0, evidence, failedChecks: ['HANDWRITTEN'] }

it('becomes a field without a value that leads the officer to its picture, and is never accepted by the machine', () => {
  expect(proposeFields({ fields: [handwritten], owners: [] }, 0).codeNumber)
    .toEqual({ value: null, confidence: 0, accepted: false, acceptedBy: null, failedChecks: ['HANDWRITTEN'], evidence })
})

it('still waits after everything that was read is accepted, until a person types it or says that nothing is there', async () => {
  const desk = await openDesk()
  const waiting = (number: number): ReturnType<typeof desk.get> => {
    const id = desk.extracted(number)
    desk.become(id, { fields: { ...desk.get(id).fields, ...proposeFields({ fields: [handwritten], owners: [] }, 0.9) } })
    return desk.review(id, { accept: true })
  }
  const typed = waiting(1)
  expect(typed).toMatchObject({ work: 'awaiting review', fields: { codeNumber: { value: null, accepted: false } } })
  expect(Object.values(typed.fields).filter((field) => !field.accepted)).toHaveLength(1)
  expect(desk.review(typed.id, { set: { codeNumber: '07' } })).toMatchObject({ work: 'reviewed', fields: { codeNumber: { value: '07', acceptedBy: 'operator' } } })
  expect(desk.review(waiting(2).id, { set: { codeNumber: null } })).toMatchObject({ work: 'reviewed', fields: { codeNumber: { value: null, acceptedBy: 'operator' } } })
})

it.each([['Công văn', true], ['Quyết định', true], ['Giấy chứng nhận đăng ký hộ kinh doanh', false]])('asks for the notation of a %s that shows none: %s', (value, asked) => {
  const type: ProposedField = { name: 'documentType', value, confidence: 0.98, evidence, failedChecks: [] }
  expect(proposeFields({ fields: [type], owners: [] }, 0.9).codeNotation?.failedChecks).toEqual(asked ? ['ABSENT'] : undefined)
})
