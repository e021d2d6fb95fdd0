import { expect, test } from 'vitest'
import type { Evidence, Owner, ProposedOwner } from '../../../shared/model/index.ts'
import { judgeRecipient, ownersOf, sameId } from '../../../shared/pipeline/recipient.ts'
import { tidyOwners } from '../../../shared/pipeline/told-data.ts'

const evidence: Evidence = { page: 1, box: { x: 0, y: 0, width: 1, height: 1 }, rule: 'test', read: '' }
const read = (name: string, id?: string, role: ProposedOwner['role'] = 'owner'): ProposedOwner =>
  ({ name, nameEvidence: evidence, confidence: 1, role, ...(id === undefined ? {} : { id, idEvidence: evidence }) })
const told = (name: string, id: string | null): Owner => ({ kind: 'person', name, id, source: 'dossier' })
const [tam, lam, tamId, lamId] = ['Đặng Hữu Thiện Tâm', 'Vi Thị Hạ Lam', '099078004417', '099181000356']

test.each([
  ['both owners, in another order', [read(tam, tamId), read(lam, lamId)], [told(lam, lamId), told(tam, tamId)], 'agreed'],
  ['a spaced number and a name in NFD and capitals', [read(tam, '099 078 004417')], [told(tam.normalize('NFD').toUpperCase(), tamId)], 'agreed'],
  ['nobody told', [read(tam, tamId)], [], 'not in dossier'],
  ['nobody read, nobody told', [], [], 'no owner'],
  ['one of two owners told', [read(tam, tamId), read(lam, lamId)], [told(tam, tamId)], 'not in dossier'],
  ['two owners of one name, one of them told', [read(tam, tamId), read(tam, lamId)], [told(tam, tamId)], 'not in dossier'],
  ['an owner told who is not on the paper', [read(tam, tamId)], [told(tam, tamId), told(lam, lamId)], 'not on paper'],
  ['the number of another', [read(tam, tamId)], [told(tam, lamId)], 'id differs'],
  ['the name of another', [read(tam, tamId)], [told(lam, tamId)], 'name differs'],
  ['a name that differs in one tone', [read(tam, tamId)], [told('Đặng Hữu Thiên Tâm', tamId)], 'name differs'],
  ['no number on the paper', [read(tam)], [told(tam, tamId)], 'no id'],
  ['no number in the dossier', [read(tam, tamId)], [told(tam, null)], 'no id'],
  ['the deceased', [read(tam, tamId, 'deceased')], [told(tam, tamId)], 'deceased'],
  ['one number for two people', [read(tam, tamId), read(lam, tamId)], [told(tam, tamId)], 'not in dossier'],
  ['passports that differ in their letter', [read(tam, 'B1234567')], [told(tam, 'C1234567')], 'id differs'],
])('%s', (_, onPaper, inDossier, expected) => {
  const judged = judgeRecipient(onPaper, inDossier)
  expect(judged.state === 'open' ? judged.why : judged.state).toBe(expected)
})

test('identifiers are compared without what people put between their parts', () => {
  expect(sameId('0101234567-001', '0101234567001')).toBe(true)
  expect(sameId('-', '')).toBe(false)
  expect(sameId('B1234567', 'b 1234567')).toBe(true)
})

test('the deceased is never proposed as an owner', () => {
  expect(ownersOf([read(tam, tamId, 'deceased')], [])).toEqual([])
})

test('owners are kept in NFC with bare numbers, nobody twice', () => {
  expect(tidyOwners([{ kind: 'person', name: ` ${tam.normalize('NFD')} `, id: '099 078 004 417' }, { kind: 'person', name: tam, id: tamId }, { kind: 'person', name: lam, id: ' ' }], 'dossier')).toEqual([
    { kind: 'person', name: tam, id: tamId, source: 'dossier' }, { kind: 'person', name: lam, id: null, source: 'dossier' },
  ])
})
