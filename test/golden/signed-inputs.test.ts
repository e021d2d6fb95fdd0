import { readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { makeDemoPki, signerOf, type DemoPki } from '../../demo/pki.ts'
import { instant } from '../../shared/model/index.ts'
import { drawSignature, signPdf } from '../../shared/sign/index.ts'
import { makePlainPdf, scratchFolder } from '../support/signed-pdf.ts'
import { runTool, toolOrSkip } from '../support/system-tools.ts'

let pki: DemoPki

beforeAll(async () => {
  pki = await makeDemoPki({ agency: 'Cơ quan' })
})

/** Other programs write the same document in every form that PDF knows. */
const forms = {
  'object and cross-reference streams': ['--object-streams=generate'],
  'linearised': ['--linearize'],
  'linearised, with object streams': ['--linearize', '--object-streams=generate'],
  'plain': ['--object-streams=disable'],
} as const

test.skipIf(!toolOrSkip('qpdf') || !toolOrSkip('pdfsig')).each(Object.entries(forms))('a file of the form “%s” takes two visible signatures: qpdf finds no fault, pdfsig calls both valid', async (_, options) => {
  using folder = scratchFolder()
  const target = path.join(folder.path, 'form.pdf')
  expect(runTool('qpdf', [...options, folder.file('plain.pdf', await makePlainPdf({ pages: 3 })), target]).status).toBe(0)
  const original = readFileSync(target)
  const common = { reason: 'Thử', location: '', signerName: 'Cơ quan', at: instant(), tsa: null }
  const shown = (page: number, y: number) => ({ page, at: { x: 300, y }, drawing: drawSignature(['Người ký', 'Thời gian ký: 2026-11-22T10:06:25+07:00'], 8, null, 200) })
  const first = await signPdf(original, signerOf(pki.officer), { ...common, fieldName: 'CanBo', appearance: shown(3, 40) })
  const second = await signPdf(first.pdf, signerOf(pki.agency), { ...common, fieldName: 'CoQuan', appearance: shown(2, 40) })
  expect(Buffer.from(second.pdf).subarray(0, original.length).equals(original)).toBe(true)
  const signed = folder.file('signed.pdf', second.pdf)
  const checked = runTool('qpdf', ['--check', signed])
  expect([checked.status, checked.text]).toEqual([0, expect.stringContaining('No syntax or stream encoding errors found')])
  const { text } = runTool('pdfsig', ['-nocert', signed])
  expect([text.match(/Signature is Valid/g)?.length, text.match(/Total document signed/g)?.length]).toEqual([2, 1])
})

test.skipIf(!toolOrSkip('qpdf'))('an encrypted file is refused', async () => {
  using folder = scratchFolder()
  const target = path.join(folder.path, 'locked.pdf')
  runTool('qpdf', ['--encrypt', '', 'owner', '256', '--', folder.file('plain.pdf', await makePlainPdf()), target])
  await expect(signPdf(readFileSync(target), signerOf(pki.agency), { fieldName: 'CoQuan', reason: '', location: '', signerName: '', at: instant(), tsa: null })).rejects.toMatchObject({ code: 'pdf_encrypted' })
})
