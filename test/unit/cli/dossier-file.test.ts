import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readDossierFile } from '../../../cli/options/dossier-file.ts'

let folder: string
beforeAll(async () => { folder = await mkdtemp(path.join(tmpdir(), 'sohoa-dossier-')) })
afterAll(async () => { await rm(folder, { recursive: true }) })

async function read(content: string | Uint8Array): Promise<Awaited<ReturnType<typeof readDossierFile>>> {
  const file = path.join(folder, 'hồ sơ')
  await writeFile(file, content)
  return readDossierFile(file)
}

const two = [{ kind: 'person', name: 'Đặng Hữu Thiện Tâm', id: '099078004417' }, { kind: 'person', name: 'Vi Thị Hạ Lam', id: '099181000356' }]

describe('a dossier file', () => {
  it.each([
    ['commas', 'file,dossierCode,ownerName,ownerId,deliverTo\nmột.jpg,H99-1,Đặng Hữu Thiện Tâm;Vi Thị Hạ Lam,099078004417;099181000356,kho;vneid\n'],
    ['semicolons, as a Vietnamese Excel writes them', 'file;dossierCode;ownerName;ownerId;deliverTo\r\nmột.jpg;H99-1;"Đặng Hữu Thiện Tâm;Vi Thị Hạ Lam";"099078004417;099181000356";"kho;vneid"\r\n'],
    ['tabs', 'file\tdossierCode\townerName\townerId\tdeliverTo\nmột.jpg\tH99-1\tĐặng Hữu Thiện Tâm;Vi Thị Hạ Lam\t099078004417;099181000356\tkho;vneid\n'],
  ])('is read with %s between columns, with and without a byte order mark, in NFC and NFD', async (_, csv) => {
    for (const text of [csv, `\uFEFF${csv}`, csv.normalize('NFD')]) {
      expect(await read(text)).toMatchObject([{ file: 'một.jpg', dossierCode: 'H99-1', owners: two, deliverTo: ['kho', 'vneid'] }])
    }
    expect(await read(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(csv, 'utf16le')]))).toMatchObject([{ owners: two }])
  })

  it('gives nobody the number of another: a gap stays a gap', async () => {
    const [row] = await read('ownerName,ownerId\nA Văn Một;B Thị Hai;C Văn Ba,099078004417;;099181000356\n')
    expect(row?.owners).toMatchObject([{ name: 'A Văn Một', id: '099078004417' }, { name: 'B Thị Hai', id: null }, { name: 'C Văn Ba', id: '099181000356' }])
  })

  it('tells the kind of each owner, an agreement, and that a result goes nowhere', async () => {
    const [row] = await read('ownerName,ownerId,ownerKind,agreement,deliverTo\nCông ty TNHH Sao Mai;B Thị Hai,0900000000;099181000356,organisation;person,x,kho\n')
    expect(row).toMatchObject({ owners: [{ kind: 'organisation', id: '0900000000' }, { kind: 'person' }], agreement: true, deliverTo: ['kho'] })
    expect((await read('ownerName,deliverTo,agreement\nA Văn Một,none,không\n'))[0]).toMatchObject({ deliverTo: [] })
    const [unsaid] = await read('ownerName,deliverTo,agreement\nA Văn Một,,\n')
    expect([unsaid?.deliverTo, unsaid?.agreement]).toEqual([undefined, undefined])
  })

  it.each([
    ['an agreement that is neither yes nor no', 'agreement\ncó lẽ\n', '1: agreement'],
    ['“none” beside a target', 'deliverTo\nkho;none\n', '1: deliverTo.1'],
    ['numbers that do not match the names one to one', 'ownerName,ownerId\nA Văn Một;B Thị Hai,099078004417\n', '1: ownerId'],
    ['a number without a name', 'ownerName,ownerId\n,099078004417\n', '1: ownerId'],
    ['a receiver without a capacity', 'receiverName\nA Văn Một\n', '1: receiverCapacity'],
    ['a capacity that does not exist', 'receiverName,receiverCapacity\nA Văn Một,bạn bè\n', '1: receiver.capacity'],
    ['an unknown column', 'ownerNam\nA Văn Một\n', '1: ownerNam'],
    ['an unknown target', 'deliverTo\nzalo\n', '1: deliverTo.0'],
    ['a day that does not exist', 'validUntil\n2026-02-31\n', '1: validUntil'],
    ['a second row that is wrong', 'kind\nresult\ngì đó\n', '2: kind'],
    ['an empty file', '', 'CSV'],
    ['a header without rows', 'ownerName,ownerId\n', 'CSV'],
    ['broken JSON', '{"owners": [', 'JSON'],
    ['a JSON value that is no dossier', '[1]', '1'],
    ['a name of white space', '{"owners": [{"name": "  "}]}', '1: owners.0.name'],
    ['letters in an old code page', Buffer.from([0x6f, 0x77, 0x6e, 0x65, 0x72, 0x4e, 0x61, 0x6d, 0x65, 0x0a, 0xd0, 0xf2, 0x41, 0x0a]), 'UTF-8'],
  ])('is refused for %s, with the place', async (_, content, place) => {
    await expect(read(content)).rejects.toMatchObject({ code: 'dossier_invalid', params: { path: place } })
  })
})
