import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import * as fontkit from '@cantoo/fontkit'
import { PDFDocument } from 'pdf-lib'
import { fontFile } from '../sheets/typeface.ts'

const lines: readonly string[] = [
  'ỦY BAN NHÂN DÂN PHƯỜNG BẾN ĐÁ',
  'Số:        /GPXD',
  'DỰ THẢO lần 2',
  'GIẤY PHÉP XÂY DỰNG',
  '1. Cấp cho: bà Hứa Minh Nguyệt Hằng. Số định danh cá nhân: 099184003371.',
  'Địa chỉ: số 21 đường Bờ Kè, tổ dân phố 5, phường Bến Đá, tỉnh Thanh Giang.',
  '2. Được phép xây dựng công trình: nhà ở riêng lẻ, 02 tầng.',
  'Bản này gõ trên máy, chưa ai ký, chưa đóng dấu.',
]

const truth = {
  paper: '15-ban-word', title: 'Bản Word xuất ra PDF', pageCount: 1, owners: [], traps: ['never was paper'],
  fields: { documentType: 'Giấy phép xây dựng', issuingAgency: 'Ủy ban nhân dân phường Bến Đá' },
}

/** Writes an unsigned draft as a word processor exports it, a PDF of set text that never was paper, with its truth beside it. Returns its path. */
export async function writeWordDraft(folder: string): Promise<string> {
  const pdf = await PDFDocument.create()
  pdf.registerFontkit(fontkit)
  const font = await pdf.embedFont(await readFile(fontFile('regular')), { subset: true })
  const page = pdf.addPage([595.28, 841.89])
  lines.forEach((line, index) => { page.drawText(line, { x: 71, y: 770 - 26 * index, size: 13, font }) })
  pdf.setTitle('Giấy phép xây dựng (dự thảo)')
  pdf.setCreationDate(new Date('2026-11-12T02:00:00Z'))
  pdf.setModificationDate(new Date('2026-11-12T02:00:00Z'))
  const file = path.join(folder, `${truth.paper}.pdf`)
  await writeFile(file, await pdf.save())
  await writeFile(path.join(folder, `${truth.paper}.truth.json`), `${JSON.stringify(truth, null, 1)}\n`)
  return file
}
