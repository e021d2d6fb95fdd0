import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { dossierShape, type RecordLine, type VerdictLine } from '../shared/contract/index.ts'
import { callStation, type CallContext } from '../shared/station/index.ts'
import { openFileInbox, startHub } from '../hub/index.ts'
import { readTrustProfile, toPem } from '../shared/pki/index.ts'
import { generatePapers, type GeneratedPaper } from './papers/generate.ts'
import { certificatesPem, makeDemoPki, privateKeyPem, writePkcs12 } from './pki.ts'
import { demoReport, lies, type DemoResult } from './report.ts'
import { startTimeStampAuthority } from './time-stamp-authority.ts'

const agency = 'Trung tâm Phục vụ hành chính công phường Bến Đá'
const root = join(import.meta.dirname, '..', 'out', 'demo')
const say = (line = ''): void => { process.stdout.write(`${line}\n`) }

async function verdictOn(file: string, trust: string, context: CallContext): Promise<VerdictLine | null> {
  const { files } = await callStation('file.verify', { files: [file], trust: [trust] }, context)
  return files[0] ?? null
}

/** Converts one paper and judges what came out, the way an office would: by export and verification. */
async function runPaper(paper: GeneratedPaper, exports: string, trust: string, context: CallContext): Promise<DemoResult> {
  const began = performance.now()
  const { deliverTo, ...dossier } = dossierShape.parse(paper.dossier)
  const done = await callStation('record.convert', { files: [paper.folder], dossiers: [dossier], deliverTo }, context)
  const seconds = (performance.now() - began) / 1000
  const record: RecordLine | null = done.records[0] ?? null
  if (record === null) return { paper, record, failure: done.failures[0] ?? null, pdf: null, verdict: null, seconds }
  const exported = await callStation('record.export', { id: record.id, folder: exports }, context)
  const pdf = exported.files.find((file) => file.endsWith('.pdf')) ?? null
  return { paper, record, failure: null, pdf, verdict: pdf === null ? null : await verdictOn(pdf, trust, context), seconds }
}

function openFolder(folder: string): void {
  const opener = process.platform === 'win32' ? 'explorer' : process.platform === 'darwin' ? 'open' : 'xdg-open'
  const child = spawn(opener, [folder], { stdio: 'ignore', detached: true })
  child.on('error', () => say(`(${opener}: –)`))
  child.unref()
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { 'no-open': { type: 'boolean', default: false } }, allowPositionals: true })
  await rm(root, { recursive: true, force: true })
  const exports = join(root, 'ban-dien-tu')
  await mkdir(exports, { recursive: true })

  say('TRẠM SỐ HÓA · trình diễn trên trạm tập huấn mới, dữ liệu hư cấu, chỉ dùng mạng nội bộ máy này')
  say('Training station, fictional data, loopback only.')
  say()
  say('1/4  Tạo sáu giấy mẫu… / making six sample papers')
  const papers = await generatePapers(join(root, 'giay-mau'))

  say('2/4  Chứng thư, dấu thời gian và ba nơi nhận thế chỗ… / PKI, TSA and the three stand-ins')
  const pki = await makeDemoPki({ agency })
  const rootPem = toPem(pki.root.certificate)
  const tsa = await startTimeStampAuthority(pki)
  const hub = await startHub({
    inbox: await openFileInbox(join(root, 'noi-nhan')),
    tls: { privateKeyPem: privateKeyPem(pki.hubTls), certificatePem: certificatesPem(pki.hubTls) },
    receipts: { privateKeyPem: privateKeyPem(pki.hubReceipts), certificatePem: certificatesPem(pki.hubReceipts) },
    trust: readTrustProfile(rootPem),
    acceptTraining: true,
  })
  try {
    const keyPassphrase = randomBytes(12).toString('base64url')
    const stationPassphrase = randomBytes(18).toString('base64url')
    const context: CallContext = {
      folder: join(root, 'tram'),
      passphrase: () => Promise.resolve(Buffer.from(stationPassphrase)),
      keyPassphrase: () => Promise.resolve(Buffer.from(keyPassphrase)),
      onEvent: () => undefined,
    }
    const keyFile = join(root, 'co-quan.p12')
    const trustFile = join(root, 'goc-tin-cay.pem')
    await writeFile(keyFile, writePkcs12(pki.agency, Buffer.from(keyPassphrase)), { mode: 0o600 })
    await writeFile(trustFile, rootPem)
    const hubCa = toPem(pki.hubRoot.certificate)
    await callStation('station.create', { officer: 'Cán bộ trình diễn', training: true }, context)
    await callStation('station.configure', {
      set: {
        agency, place: 'Bến Đá', agencyCode: 'H99.07', timeStampUrl: tsa.url, trustPem: rootPem,
        targets: { 'kho': { url: hub.url('kho'), caPem: hubCa }, 'vneid': { url: hub.url('vneid'), caPem: hubCa }, 'chia-se': { url: hub.url('chia-se'), caPem: hubCa } },
      },
    }, context)
    await callStation('key.add', { file: keyFile }, context)
    await rm(keyFile)

    say('3/4  Chuyển đổi, ký, giao… / converting, signing, delivering')
    const results: DemoResult[] = []
    for (const paper of papers) {
      results.push(await runPaper(paper, exports, trustFile, context))
      say(`     ${paper.title}: ${results.at(-1)?.seconds.toFixed(1) ?? '?'} s`)
    }
    say('4/4  Kết quả / results')
    say()
    for (const line of demoReport(results, context.folder)) say(line)
    const untrue = lies(results)
    for (const lie of untrue) say(`✘ ${lie}`)
    if (!values['no-open'] && process.stdout.isTTY && results.some(({ pdf }) => pdf !== null)) openFolder(exports)
    return untrue.length === 0 ? 0 : 1
  } finally {
    await hub.close()
    await tsa.close()
  }
}

process.exitCode = await main()
