import { spawn } from 'node:child_process'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { attachAuthorisation } from './acts/attachment.ts'
import { replaceResult } from './acts/correction.ts'
import { loseAndRestore } from './acts/custody.ts'
import { interruptConversion } from './acts/interruption.ts'
import { catchUp, lookAtResults } from './acts/line-back.ts'
import { handInWrongPapers } from './acts/refusals.ts'
import { convertPapers } from './acts/results-without-line.ts'
import { searchAtRest } from './acts/secrecy.ts'
import { lies } from './lies.ts'
import { openDemoOffice, type DemoOffice } from './office.ts'
import { generatePapers, generateTwins } from './papers/generate.ts'
import { writeWordDraft } from './papers/twins/word-draft.ts'
import { writeReport } from './report/report.ts'
import { offerScreens } from './screens.ts'
import type { Story } from './story.ts'
import { recordLineText, refusalLine, resultTable } from './terminal.ts'

const ownFolder = join(import.meta.dirname, '..', 'out', 'demo')
const began = performance.now()
const say = (line = ''): void => { process.stdout.write(`${line}\n`) }
/** A line of the story with the seconds since the start. */
const act = (vi: string, en: string): void => { say(`${String(Math.round((performance.now() - began) / 1000)).padStart(4)} s  ${vi} / ${en}`) }
const note = (line: string): void => { say(`        ${line}`) }
const moment = (): string => new Date().toISOString()

/** The acts in their order. Everything that is told afterwards comes from what they return. */
async function play(office: DemoOffice, root: string): Promise<Story> {
  const beganAt = moment()
  act('Tạo giấy mẫu', 'making sample papers')
  const papers = join(root, 'giay-mau')
  const [samples, twins, wordDraft] = [await generatePapers(papers), await generateTwins(papers), await writeWordDraft(papers)]

  act('Cắt mạng: dịch vụ dấu thời gian, trạng thái chứng thư và nơi nhận không còn nghe', 'the line is cut')
  await office.line.cut()
  const from = moment()
  const whileCut = await office.line.probe()
  const made = await convertPapers(office, [...samples, twins.idUnderBlot], (paper, record, corrections) => { note(recordLineText(paper.title, record, corrections)) })
  const [first] = made
  const blotted = made.find(({ paper }) => paper === twins.idUnderBlot)
  if (first === undefined || blotted === undefined) throw new Error('no sample papers')
  const attachment = await attachAuthorisation(office, twins.authorisation, first)

  act('Đưa vào những thứ không được phép thành kết quả', 'handing in what must be stopped')
  const refusals = await handInWrongPapers(office, { ...twins, wordDraft }, first, (refusal) => { note(refusalLine(refusal)) })

  act('Ngắt lệnh đang đọc (kill -9), rồi làm tiếp', 'killing a command while it reads, then resuming')
  const interrupted = await interruptConversion(office, twins.interrupted)
  note(recordLineText(twins.interrupted.title, interrupted.result.offline, interrupted.result.corrections.length))

  act('Có mạng lại: bổ sung dấu thời gian và dữ liệu xác thực, gửi, nhận biên nhận', 'the line is back')
  const to = moment()
  await office.line.back()
  const afterwards = await office.line.probe()
  await catchUp(office)
  const results = await lookAtResults(office, [...made, interrupted.result])

  act('Kết quả có sai sót: tạm giữ, cấp lại, thay bản, thu hồi', 'a wrong result: frozen, issued anew, replaced, called back')
  const correction = await replaceResult(office, blotted, twins.issuedAnew)
  note(recordLineText(twins.issuedAnew.title, correction.replacement.final, correction.replacement.corrections.length))

  const backups = join(root, 'sao-luu')
  act('Sao lưu, xóa thư mục trạm, khôi phục', "backup, the station's folder deleted, restore")
  const custody = await loseAndRestore(office, root, backups)
  note(`${custody.after.records.length} hồ sơ, ${custody.after.pages} trang, ${custody.after.audit.entries} mục nhật ký`)
  const secrecy = await searchAtRest(office, backups, [...samples, ...Object.values(twins)])
  note(`tìm ${secrecy.texts} họ tên, số định danh, cụm mật khẩu trong ${secrecy.files} tệp của trạm và bản sao lưu: ${secrecy.found.length} chỗ`)
  return {
    agency: office.agency, station: office.folder, beganAt, endedAt: moment(),
    results, cut: { from, to, whileCut, afterwards }, refusals, interruption: interrupted.story, attachment, correction, custody, secrecy,
  }
}

function openFile(file: string): void {
  const opener = process.platform === 'win32' ? 'explorer' : process.platform === 'darwin' ? 'open' : 'xdg-open'
  const child = spawn(opener, [file], { stdio: 'ignore', detached: true })
  child.on('error', () => { note(`(${opener}: –)`) })
  child.unref()
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { 'no-open': { type: 'boolean', default: false }, 'out': { type: 'string' } }, allowPositionals: true })
  say('TRẠM SỐ HÓA · trình diễn trên trạm tập huấn mới, dữ liệu hư cấu, chỉ dùng mạng nội bộ máy này')
  say('Training station, fictional data, loopback only.')
  say()
  const root = values.out === undefined ? ownFolder : resolve(values.out)
  if (root === ownFolder) await rm(root, { recursive: true, force: true })
  await mkdir(root, { recursive: true })
  if ((await readdir(root)).length > 0) {
    say(`✘ ${root}: thư mục không trống / the folder is not empty`)
    return 2
  }
  const office = await openDemoOffice(root)
  try {
    const story = await play(office, root)
    const untrue = lies(story)
    act('Viết báo cáo', 'writing the report')
    const report = join(root, 'bao-cao.html')
    await writeReport(story, untrue, report)
    say()
    for (const line of resultTable(story.results)) say(line)
    say()
    for (const lie of untrue) say(`✘ ${lie}`)
    say(`Bản điện tử: ${office.exports}`)
    say(`Báo cáo: ${report}`)
    if (!values['no-open'] && process.stdout.isTTY && process.stdin.isTTY) {
      openFile(report)
      await offerScreens(office, join(root, 'giay-mau'), say)
    }
    return untrue.length === 0 ? 0 : 1
  } finally {
    await office.close()
  }
}

process.exitCode = await main()
