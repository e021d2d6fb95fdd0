import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { choice, dossierForReview, owner, receiver, targets } from '../../../cli/options/recipient.ts'
import { thrownBy } from '../../support/thrown.ts'

describe('an owner as typed', () => {
  it.each([
    ['099078004417 Đặng Hữu Thiện Tâm', { kind: 'person', id: '099078004417', name: 'Đặng Hữu Thiện Tâm' }],
    ['099 078 004 417 Đặng Hữu Thiện Tâm', { kind: 'person', id: '099 078 004 417', name: 'Đặng Hữu Thiện Tâm' }],
    ['- Mạc Vi Minh Khôi', { kind: 'person', id: null, name: 'Mạc Vi Minh Khôi' }],
    ['organisation;0900000000-001;Công ty TNHH 2 Thành viên Sao Mai', { kind: 'organisation', id: '0900000000-001', name: 'Công ty TNHH 2 Thành viên Sao Mai' }],
    ['person;;Mạc Vi Minh Khôi', { kind: 'person', id: null, name: 'Mạc Vi Minh Khôi' }],
  ])('“%s” is understood', (typed, expected) => { expect(owner(typed)).toEqual(expected) })

  it.each(['', '099078004417', 'organisation;0900000000;', 'công ty;0900000000;Sao Mai'])('“%s” is refused without repeating it', async (typed) => {
    const thrown = await thrownBy(() => owner(typed))
    expect(thrown).toMatchObject({ code: 'usage' })
    if (typed !== '') expect(JSON.stringify(thrown)).not.toContain(typed)
  })

  it('has no receiver without a capacity, and the error names nobody', async () => {
    expect(receiver('authorised;099198003308;Quàng Bảo Ngọc Khuê')).toEqual({ capacity: 'authorised', id: '099198003308', name: 'Quàng Bảo Ngọc Khuê' })
    expect(JSON.stringify(await thrownBy(() => receiver('bạn bè;099198003308;Quàng Bảo Ngọc Khuê')))).not.toMatch(/Khuê|0991/u)
  })
})

describe('targets as typed', () => {
  it('may be none, which is not the same as saying nothing', async () => {
    expect(targets('none')).toEqual([])
    expect(choice({ to: 'none' })).toEqual({ deliverTo: [], perAgreement: false })
    expect(choice({})).toEqual({ perAgreement: false })
    expect(choice({ to: 'kho,vneid', perAgreement: true, reason: 'đã xem' })).toEqual({ deliverTo: ['kho', 'vneid'], perAgreement: true, reason: 'đã xem' })
    expect(await thrownBy(() => targets('zalo'))).toMatchObject({ code: 'usage' })
  })
})

describe('a dossier file for review', () => {
  let folder: string
  beforeAll(async () => { folder = await mkdtemp(path.join(tmpdir(), 'sohoa-review-')) })
  afterAll(async () => { await rm(folder, { recursive: true }) })

  it('changes only what its one row tells', async () => {
    const file = path.join(folder, 'một.json')
    await writeFile(file, JSON.stringify({ owners: [{ name: 'Vi Thị Hạ Lam', id: '099181000356' }], agreement: true }))
    expect(await dossierForReview(file)).toEqual({ owners: [{ kind: 'person', name: 'Vi Thị Hạ Lam', id: '099181000356' }], perAgreement: true })
    await writeFile(file, JSON.stringify({ dossierCode: 'H99-1' }))
    expect(await dossierForReview(file)).toEqual({ dossierCode: 'H99-1' })
    await writeFile(file, '[{}, {}]')
    await expect(dossierForReview(file)).rejects.toMatchObject({ code: 'usage' })
    expect(await dossierForReview(undefined)).toEqual({})
  })
})
