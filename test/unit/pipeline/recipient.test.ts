import { describe, expect, test } from 'vitest'
import type { Owner, PaperPerson } from '../../../shared/model/index.ts'
import { isAddressable, isDeceased, judgeRecipient, ownersOf, sameId } from '../../../shared/pipeline/reading/recipient.ts'
import { tidyOwners } from '../../../shared/pipeline/record/told-data.ts'

const read = (name: string, id: string | null = null): PaperPerson => ({ kind: 'person', name, id, role: 'owner' })
const dead = (name: string, id: string | null = null): PaperPerson => ({ kind: 'person', name, id, role: 'deceased' })
const company = (name: string, id: string | null = null): PaperPerson => ({ kind: 'organisation', name, id, role: 'owner' })
const told = (name: string, id: string | null): Owner => ({ kind: 'person', name, id, source: 'dossier' })
const toldCompany = (name: string, id: string | null): Owner => ({ kind: 'organisation', name, id, source: 'dossier' })
const [tam, lam, tamId, lamId] = ['Đặng Hữu Thiện Tâm', 'Vi Thị Hạ Lam', '099078004417', '099181000356']
const [saoMai, code] = ['Công ty TNHH Sao Mai Bến Đá', '0900000000']

function judged(onPaper: readonly PaperPerson[], inDossier: readonly Owner[]): string {
  const basis = judgeRecipient(onPaper, inDossier)
  return basis.state === 'open' ? basis.why : basis.state
}

describe('one owner', () => {
  test.each([
    ['a spaced number and a name in NFD and capitals', [read(tam, '099 078 004417')], [told(tam.normalize('NFD').toUpperCase(), tamId)], 'agreed'],
    ['a tone put over the other vowel', [read('Lò Thị Hoà', lamId)], [told('Lò Thị Hòa', lamId)], 'agreed'],
    ['the Eth that old fonts leave in place of Đ', [read(tam, tamId)], [told('Ðặng Hữu Thiện Tâm', tamId)], 'agreed'],
    ['a no-break space, a zero-width space and another apostrophe', [read('Ksor H’Lan', lamId)], [told("Ksor\u00a0\u200bH'Lan", lamId)], 'agreed'],
    ['nobody told', [read(tam, tamId)], [], 'not in dossier'],
    ['nobody read, nobody told', [], [], 'no owner'],
    ['nobody read', [], [told(tam, tamId)], 'not on paper'],
    ['the number of another', [read(tam, tamId)], [told(tam, lamId)], 'id differs'],
    ['the name of another', [read(tam, tamId)], [told(lam, tamId)], 'name differs'],
    ['a name that differs in one tone', [read(tam, tamId)], [told('Đặng Hữu Thiên Tâm', tamId)], 'name differs'],
    ['D for Đ', [read(tam, tamId)], [told('Dặng Hữu Thiện Tâm', tamId)], 'name differs'],
    ['Lí for Lý: two spellings, perhaps two people', [read('Lý Thị Lam', lamId)], [told('Lí Thị Lam', lamId)], 'name differs'],
    ['a middle name left out', [read(tam, tamId)], [told('Đặng Thiện Tâm', tamId)], 'name differs'],
    ['no number on the paper', [read(tam)], [told(tam, tamId)], 'no id'],
    ['no number in the dossier', [read(tam, tamId)], [told(tam, null)], 'no id'],
    ['two people of one name, neither with a number', [read(tam), read(tam)], [told(tam, null)], 'no id'],
    ['an old card’s nine digits in the dossier', [read(tam, tamId)], [told(tam, '012345678')], 'no id'],
    ['the same nine digits on both: they are not one person’s alone', [read(tam, '012345678')], [told(tam, '012345678')], 'no id'],
    ['twelve digits that cannot be a personal number', [read(tam, '099978004417')], [told(tam, '099978004417')], 'no id'],
    ['the same person twice', [read(tam, tamId), read(tam, tamId)], [told(tam, tamId), told(tam, '099 078 004 417')], 'agreed'],
  ])('%s', (_, onPaper, inDossier, expected) => { expect(judged(onPaper, inDossier)).toBe(expected) })
})

describe('joint owners', () => {
  test.each([
    ['both, in another order', [read(tam, tamId), read(lam, lamId)], [told(lam, lamId), told(tam, tamId)], 'agreed'],
    ['one of two told', [read(tam, tamId), read(lam, lamId)], [told(tam, tamId)], 'not in dossier'],
    ['one told who is not on the paper', [read(tam, tamId)], [told(tam, tamId), told(lam, lamId)], 'not on paper'],
    ['numbers swapped between the two names', [read(tam, tamId), read(lam, lamId)], [told(tam, lamId), told(lam, tamId)], 'id differs'],
    ['one number for two people', [read(tam, tamId), read(lam, tamId)], [told(tam, tamId)], 'not in dossier'],
    ['two of one name, one of them told', [read(tam, tamId), read(tam, lamId)], [told(tam, tamId)], 'not in dossier'],
    ['two of one name, both told', [read(tam, tamId), read(tam, lamId)], [told(tam, lamId), told(tam, tamId)], 'agreed'],
    ['two of one name, one without a number', [read(tam, tamId), read(tam)], [told(tam, tamId)], 'not in dossier'],
    ['the second without a number', [read(tam, tamId), read(lam)], [told(tam, tamId), told(lam, lamId)], 'no id'],
    ['a person and an organisation', [read(tam, tamId), company(saoMai, code)], [toldCompany(saoMai, code), told(tam, tamId)], 'agreed'],
  ])('%s', (_, onPaper, inDossier, expected) => { expect(judged(onPaper, inDossier)).toBe(expected) })
})

describe('organisations', () => {
  test.each([
    ['the same name and code', [company(saoMai.toUpperCase(), code)], [toldCompany(saoMai, code)], 'agreed'],
    ['its legal form written out', [company('CÔNG TY TNHH MTV SAO MAI BẾN ĐÁ', code)], [toldCompany('Công ty trách nhiệm hữu hạn một thành viên Sao Mai Bến Đá', code)], 'agreed'],
    ['another legal form', [company('CÔNG TY CP SAO MAI BẾN ĐÁ', code)], [toldCompany(saoMai, code)], 'name differs'],
    ['a branch with and without its hyphen', [company(saoMai, '0900000000-001')], [toldCompany(saoMai, '0900000000001')], 'agreed'],
    ['a branch where the paper names the company', [company(saoMai, code)], [toldCompany(saoMai, '0900000000-001')], 'id differs'],
    ['its representative in the dossier', [company(saoMai, code)], [told(lam, lamId)], 'kind differs'],
    ['told as a person', [company(saoMai, code)], [told(saoMai, code)], 'kind differs'],
    ['a household business told under the business’s name', [read('Lường Minh Ánh Dương', '099301002745')], [toldCompany('HỘ KINH DOANH TẠP HÓA MÂY TRẮNG', '099301002745')], 'kind differs'],
    ['a household business told by its owner', [read('LƯỜNG MINH ÁNH DƯƠNG', '099301002745')], [told('Lường Minh Ánh Dương', '099301002745')], 'agreed'],
    ['no code on the paper', [company(saoMai)], [toldCompany(saoMai, code)], 'no id'],
  ])('%s', (_, onPaper, inDossier, expected) => { expect(judged(onPaper, inDossier)).toBe(expected) })

  test('on paper stay organisations where nobody is told', () => {
    expect(ownersOf([company(saoMai, code)], [])).toEqual([{ kind: 'organisation', name: saoMai, id: code, source: 'paper' }])
  })
})

describe('the deceased', () => {
  test.each([
    ['is told as the owner', [dead(tam, tamId)], [told(tam, tamId)], 'deceased'],
    ['is told without a number', [dead(tam, tamId)], [told(tam, null)], 'deceased'],
    ['lends his number to whoever asked', [dead(tam, tamId)], [told(lam, tamId)], 'deceased'],
    ['stands beside a living owner told', [dead(tam, tamId)], [told(lam, lamId), told(tam, tamId)], 'deceased'],
    ['is not whoever asked', [dead(tam, tamId)], [told(lam, lamId)], 'not on paper'],
    ['is not his namesake with a number of his own', [dead(tam, tamId)], [told(tam, lamId)], 'not on paper'],
  ])('%s', (_, onPaper, inDossier, expected) => { expect(judged(onPaper, inDossier)).toBe(expected) })

  test('is never proposed as an owner', () => {
    expect(ownersOf([dead(tam, tamId)], [])).toEqual([])
  })

  test('is recognised by number under any name, and by name where there is no number', () => {
    expect(isDeceased(told(lam, tamId), [dead(tam, tamId)])).toBe(true)
    expect(isDeceased(told(tam, null), [dead(tam, tamId)])).toBe(true)
    expect(isDeceased(told(tam, lamId), [dead(tam, tamId)])).toBe(false)
    expect(isDeceased(told(tam, tamId), [read(tam, tamId)])).toBe(false)
  })
})

test('identifiers are compared without what people put between their parts', () => {
  expect(sameId('0101234567-001', '0101234567001')).toBe(true)
  expect(sameId('-', '')).toBe(false)
  expect(sameId('B1234567', 'b 1234567')).toBe(true)
})

test('a store finds persons by twelve digits and organisations by their code, nobody by anything else', () => {
  expect([told(tam, tamId), told(tam, '012345678'), told(tam, 'B1234567'), told(tam, null), toldCompany(saoMai, code), toldCompany(saoMai, null)].map(isAddressable))
    .toEqual([true, false, false, false, true, false])
})

test('owners are kept in NFC with bare numbers, nobody twice', () => {
  expect(tidyOwners([{ kind: 'person', name: ` ${tam.normalize('NFD')} `, id: '099 078 004 417' }, { kind: 'person', name: tam, id: tamId }, { kind: 'person', name: lam, id: ' ' }], 'dossier')).toEqual([
    { kind: 'person', name: tam, id: tamId, source: 'dossier' }, { kind: 'person', name: lam, id: null, source: 'dossier' },
  ])
})
