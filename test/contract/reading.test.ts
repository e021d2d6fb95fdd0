import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dossier, openOffice, type Office } from '../support/office.ts'
import { printedPage } from '../support/printed-page.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice({ keepsOpen: true })
})
afterAll(async () => { await office.close() })

const write = async (name: string, content: string | Uint8Array): Promise<string> => {
  const file = path.join(office.folder, name)
  await writeFile(file, content)
  return file
}

const template = {
  name: { vi: 'Thẻ chủ bến đò', en: 'Ferry card' }, titles: ['THẺ CHỦ BẾN ĐÒ'],
  people: [{ role: 'owner', name: { labels: ['Người giữ thẻ'] }, number: { labels: ['Mã người giữ'] }, until: ['Người cấp'] }],
}
const card = (): Promise<Buffer> => printedPage([
  { text: 'ỦY BAN NHÂN DÂN', x: 40, y: 25 }, { text: 'XÃ ĐỒNG MÂY', x: 45, y: 32 }, { text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', x: 105, y: 25 }, { text: 'Độc lập - Tự do - Hạnh phúc', x: 115, y: 32 },
  { text: 'THẺ CHỦ BẾN ĐÒ', x: 80, y: 60 }, { text: 'Người giữ thẻ: VI THỊ HẠ LAM', x: 30, y: 85 }, { text: 'Mã người giữ: 099181000356', x: 30, y: 95 }, { text: 'Sinh ngày 03/04/1981', x: 30, y: 105 },
], { dpi: 150 }).jpeg({ quality: 85 }).toBuffer()

describe('a template of result papers', () => {
  it('is tried on a page, taken in, used and removed, at the command line and by calls', async () => {
    const [file, page] = [await write('the-ben-do.json', JSON.stringify(template)), await write('thẻ.jpg', await card())]
    const shown = await office.command(['template', 'check', file, '--page', page])
    expect([shown.code, shown.stderr]).toEqual([0, ''])
    expect(shown.stdout).toContain('Đọc theo mẫu “the-ben-do”.')
    expect(shown.stdout).toMatch(/Họ tên: Vi Thị Hạ Lam \(\d+ %\) · trang 1, cách trái \d+ mm, cách trên 8\d mm/u)
    expect(shown.stdout).toMatch(/Số định danh: 099181000356.*\n.*Ngày sinh: 1981-04-03/u)
    expect((await office.call('record.list', {})).records).toEqual([])

    await office.call('template.add', { file })
    expect((await office.call('template.list', {})).templates[0]).toMatchObject({ id: 'the-ben-do', own: true, addedBy: 'Nguyễn Thị Hà' })
    expect((await office.call('template.check', { page })).people.map(({ values }) => values.map(({ value }) => value))).toEqual([['Vi Thị Hạ Lam', '099181000356', '1981-04-03']])
    await office.call('template.remove', { id: 'the-ben-do' })
    await expect(office.call('template.remove', { id: 'trich-luc-khai-tu' })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('that is not right is refused with line and reason, and changes nothing', async () => {
    const file = await write('sai.json', JSON.stringify({ ...template, pattern: '(a+)+$' }, null, 2))
    const refused = await office.command(['template', 'add', file])
    expect(refused.code).toBe(5)
    expect(refused.stderr).toMatch(/Mẫu đọc “sai” chưa dùng được: dòng \d+, mục “pattern”\.[^]*mục này không có trong quy cách/u)
    expect((await office.call('template.list', {})).templates.filter(({ own }) => own)).toEqual([])
  })
})

describe('what officers correct', () => {
  const review = { acceptAbove: 0, confirmRecipient: true, reason: 'đã xem căn cước' }
  it('is remembered of the office alone, proposed for the next paper, listed, written out and erased', async () => {
    await office.call('station.configure', { set: { acceptFrom: 1 } })
    const convert = async (number: number) => {
      const { records: [record] } = await office.call('record.convert', { files: [await office.scan(number)], dossiers: [dossier] })
      if (record === undefined) throw new Error('no record')
      return record
    }
    const first = await convert(1)
    expect((await office.call('memory.list', {})).entries).toEqual([])
    const agency = first.fields.issuingAgency?.value ?? ''
    await office.call('record.review', { id: first.id, set: { issuingAgency: agency, signerName: 'Triệu Nguyên Bạch Thảo', signerPosition: 'Chủ tịch' } })
    await office.call('record.review', { id: first.id, ...review })
    const { entries } = await office.call('memory.list', {})
    expect(entries.map(({ kind, value, taught }) => [kind, value, taught]).toSorted()).toEqual([['agency', agency, true], ['signer', 'Triệu Nguyên Bạch Thảo', true]])
    expect(JSON.stringify(entries)).not.toMatch(/Mạc Đình|099085001162|H99\.12/u)

    const second = await convert(2)
    expect(second.fields.signerName).toMatchObject({ value: 'Triệu Nguyên Bạch Thảo', accepted: false, failedChecks: ['REMEMBERED'] })
    expect(second.fields.signerName?.evidence?.read).not.toBe('')

    const out = path.join(office.folder, 'đã nhớ.json')
    expect((await office.command(['memory', 'export', '--out', out])).stdout).toContain('Đã ghi 2 điều')
    expect(await readFile(out, 'utf8')).toContain('Triệu Nguyên Bạch Thảo')
    const listed = await office.command(['memory', 'list'])
    expect(listed.stdout).toMatch(/^[0-9a-f]{8} Người ký: Triệu Nguyên Bạch Thảo \(Chủ tịch, .*\) · cán bộ đã nhập · /mu)
    const name = entries.find(({ kind }) => kind === 'signer')?.name ?? ''
    expect((await office.command(['memory', 'erase', name])).code).toBe(0)
    expect((await office.command(['memory', 'erase'])).code).toBe(2)
    expect((await office.call('memory.list', {})).entries.map(({ kind }) => kind)).toEqual(['agency'])
    expect(await office.call('memory.erase', { names: 'all' })).toEqual({ forgotten: 1 })
  })
})
