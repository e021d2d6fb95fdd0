import { statSync } from 'node:fs'
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { writePkcs12 } from '../../demo/pki.ts'
import type { MethodName, ParamsOf, ResultOf } from '../../shared/contract/index.ts'
import { describeThrown } from '../../shared/model/index.ts'
import { callStation } from '../../shared/station/index.ts'
import { deliveryMessage } from '../../shared/wire/index.ts'
import { dossier, keyPassphrase, passphrase, type Office } from '../support/office.ts'
import { jpegImage, plainPdf } from '../support/plain-pdf.ts'
import { printedPage } from '../support/printed-page.ts'

/** The papers, files and words that the commands of one office are given. */
export interface Papers {
  readonly scans: readonly string[]
  /** The first of them, scanned once more. */
  readonly secondScan: string
  readonly folderOfScans: string
  readonly pdf: string
  readonly dossier: string
  readonly key: string
  readonly keyPassphrase: string
  readonly newPassphrase: string
  /** Holds the recovery key of the office's station. */
  readonly recoveryKey: string
}

/** The passphrase that commands change to. */
export const newPassphrase = 'bốn từ khác không liên quan'
const reason = ['--reason', 'kết quả ghi sai tên đệm'] as const

/** One station in a folder of its own, beside an office's papers and services. */
export interface Desk {
  readonly office: Office
  readonly papers: Papers
  readonly station: string
  /** For what a command writes outside the station. */
  readonly out: string
  readonly call: <Name extends MethodName>(name: Name, params: ParamsOf<Name>) => Promise<ResultOf<Name>>
}

/** A command that is killed, and what brings its work to an end afterwards. */
export interface Scenario {
  readonly name: string
  /** How often it is chosen, beside the others. */
  readonly weight: number
  /** The state it begins with; made once. */
  readonly from: 'no station' | 'configured' | 'two officers' | 'awaiting review' | 'awaiting signature' | 'signed' | 'delivered' | 'frozen' | 'station lost' | 'page damaged' | 'scanned twice' | 'shared elsewhere'
  command(desk: Desk): Promise<string[]> | string[]
  /** What a person does after the kill, one command after the other; the last must end as `command` does. */
  again?(desk: Desk): Promise<string[][]> | string[][]
  /** Exit codes with which the last command may end beside that of a run that nobody kills: it says that all is done already. */
  readonly alsoEnds?: readonly number[]
  /** Error codes with which the station may refuse to open until the command is brought to its end. */
  readonly closedBy?: readonly string[]
  /** What is wrong with the station before the command, and is to be mended by it. */
  readonly harm?: string
  /** What is left to be said once all is done; empty when all is well. */
  after?(desk: Desk): Promise<string[]>
}

const accepting = ['--accept-above', '0'] as const
const targets = ['--to', 'kho,vneid'] as const
const resume = ['resume', ...accepting]

const convert = (...sources: readonly string[]): string[] => ['convert', ...sources, ...accepting, ...targets]

async function onlyRecord(desk: Desk): Promise<string> {
  const { records: [record] } = await desk.call('record.list', {})
  if (record === undefined) throw new Error('no record')
  return record.id
}

async function reviewed(desk: Desk): Promise<string[]> {
  const [owner] = dossier.owners
  return ['review', await onlyRecord(desk), '--accept', '--owner', `${owner?.id ?? ''} ${owner?.name ?? ''}`, '--confirm-recipient', '--reason', 'đã đối chiếu thẻ', ...targets]
}

/** Every command that writes. */
export const scenarios: readonly Scenario[] = [
  {
    name: 'init', weight: 2, from: 'no station',
    command: () => ['init', '--officer', 'Nguyễn Thị Hà', '--training', '--agency', 'Ủy ban nhân dân xã Đồng Mây'],
    alsoEnds: [7], closedBy: ['station_not_found'],
  },
  { name: 'configure', weight: 2, from: 'configured', command: () => ['configure', '--place', 'Bến Đá', '--accept-from', '0.8'] },
  { name: 'configure --clock-confirmed', weight: 1, from: 'configured', command: () => ['configure', '--clock-confirmed'] },
  { name: 'key add', weight: 2, from: 'configured', command: ({ papers }) => ['key', 'add', papers.key, '--key-passphrase-file', papers.keyPassphrase] },
  { name: 'convert one file', weight: 6, from: 'configured', command: (desk) => [...convert(desk.papers.scans[0] ?? ''), '--dossier', desk.papers.dossier] },
  { name: 'convert one file, then resume', weight: 4, from: 'configured', command: (desk) => convert(desk.papers.scans[0] ?? ''), again: (desk) => [resume, convert(desk.papers.scans[0] ?? '')] },
  { name: 'convert a folder', weight: 3, from: 'configured', command: (desk) => convert(desk.papers.folderOfScans) },
  { name: 'convert a PDF', weight: 3, from: 'configured', command: (desk) => convert(desk.papers.pdf) },
  { name: 'convert a batch', weight: 3, from: 'configured', command: (desk) => convert(...desk.papers.scans, desk.papers.pdf), again: (desk) => [resume, convert(...desk.papers.scans, desk.papers.pdf)] },
  { name: 'resume', weight: 4, from: 'awaiting signature', command: () => resume },
  {
    name: 'review', weight: 4, from: 'awaiting review',
    command: reviewed,
    // A decision that was cut off before it was kept is told again; one that was kept is refused the second time, and resume goes on.
    again: async (desk) => [await reviewed(desk), resume],
  },
  { name: 'deliver', weight: 4, from: 'signed', command: () => ['deliver'] },
  { name: 'deliver to another target', weight: 2, from: 'delivered', command: async (desk) => ['deliver', '--id', await onlyRecord(desk), '--to', 'kho,vneid,chia-se'] },
  { name: 'export', weight: 2, from: 'delivered', command: async (desk) => ['export', await onlyRecord(desk), '--out', desk.out] },
  { name: 'audit export', weight: 1, from: 'delivered', command: (desk) => ['audit', 'export', '--out', path.join(desk.out, 'nhật ký.json')] },
  { name: 'freeze', weight: 2, from: 'delivered', command: async (desk) => ['freeze', await onlyRecord(desk), ...reason], alsoEnds: [3] },
  { name: 'release', weight: 2, from: 'frozen', command: async (desk) => ['release', await onlyRecord(desk), ...reason], alsoEnds: [3] },
  { name: 'void', weight: 3, from: 'delivered', command: async (desk) => ['void', await onlyRecord(desk), ...reason], again: async (desk) => [['void', await onlyRecord(desk), ...reason], ['deliver']], alsoEnds: [3] },
  {
    name: 'replace', weight: 3, from: 'delivered',
    command: async (desk) => ['replace', await oldestRecord(desk), desk.papers.scans[1] ?? '', '--dossier', desk.papers.dossier, ...accepting, ...reason],
    again: async (desk) => [['replace', await oldestRecord(desk), desk.papers.scans[1] ?? '', '--dossier', desk.papers.dossier, ...accepting, ...reason], resume],
    alsoEnds: [3],
  },
  // Killed after the capture was closed, the command is refused the second time: there is nothing left to close.
  { name: 'reuse', weight: 2, from: 'scanned twice', command: async (desk) => ['reuse', await oldestRecord(desk), '--instead-of', await newestRecord(desk)], alsoEnds: [3] },
  { name: 'take', weight: 3, from: 'shared elsewhere', command: async (desk) => ['take', await sharedCode(desk), '--instead-of', await oldestRecord(desk)] },
  { name: 'attach', weight: 2, from: 'delivered', command: async (desk) => ['attach', await onlyRecord(desk), desk.papers.scans[1] ?? '', '--kind', 'authorisation'] },
  { name: 'passphrase', weight: 2, from: 'configured', command: ({ papers }) => ['passphrase', '--new-passphrase-file', papers.newPassphrase], alsoEnds: [6] },
  { name: 'officer add', weight: 2, from: 'configured', command: ({ papers }) => ['officer', 'add', 'Trần Văn Bình', '--new-passphrase-file', papers.newPassphrase], alsoEnds: [2, 7] },
  { name: 'officer remove', weight: 2, from: 'two officers', command: () => ['officer', 'remove', 'Trần Văn Bình'], alsoEnds: [2] },
  { name: 'recovery-key', weight: 1, from: 'configured', command: () => ['recovery-key'] },
  {
    name: 'recover', weight: 2, from: 'configured',
    command: ({ papers }) => ['recover', '--officer', 'Nguyễn Thị Hà', '--recovery-key-file', papers.recoveryKey, '--new-passphrase-file', papers.newPassphrase],
    // The recovery key that was used is replaced by a new one.
    alsoEnds: [6],
  },
  { name: 'backup', weight: 4, from: 'delivered', command: (desk) => ['backup', backupOf(desk)], after: isRestorable },
  { name: 'restore', weight: 4, from: 'station lost', command: (desk) => ['restore', backupOf(desk)], alsoEnds: [2], closedBy: ['station_not_found', 'restore_unfinished'] },
  { name: 'repair', weight: 2, from: 'page damaged', command: (desk) => ['repair', '--from', backupOf(desk)], harm: 'blob_damaged' },
]

const backupOf = (desk: Desk): string => path.join(desk.out, 'bản sao')

async function oldestRecord(desk: Desk): Promise<string> {
  const { records } = await desk.call('record.list', {})
  const oldest = records.at(-1)
  if (oldest === undefined) throw new Error('no record')
  return oldest.id
}

async function newestRecord(desk: Desk): Promise<string> {
  const { records: [newest] } = await desk.call('record.list', {})
  if (newest === undefined) throw new Error('no record')
  return newest.id
}

/** The code under which another station has shared the first paper. */
async function sharedCode({ office }: Desk): Promise<string> {
  const [key = ''] = await readdir(path.join(office.inbox, 'chia-se'))
  return deliveryMessage.parse(JSON.parse(await readFile(path.join(office.inbox, 'chia-se', key, 'message.json'), 'utf8'))).record.code
}

/** A backup counts when a station can be made of it. */
async function isRestorable(desk: Desk): Promise<string[]> {
  const folder = path.join(desk.out, 'thử khôi phục')
  try {
    const { records } = await callStation('station.restore', { from: backupOf(desk) }, {
      folder, onEvent: () => undefined, passphrase: () => Promise.resolve(Buffer.from(passphrase)), keyPassphrase: () => Promise.resolve(new Uint8Array()), newPassphrase: () => Promise.resolve(new Uint8Array()),
    })
    return records === 1 ? [] : [`the backup restores ${records} records`]
  } catch (thrown) {
    return [`the backup does not restore: ${describeThrown(thrown).code}`]
  }
}

/** Flips a bit of the largest file of the station's pages. */
async function damageABlob(station: string): Promise<void> {
  const folder = path.join(station, 'blobs')
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name))
  const [largest] = files.map((file) => ({ file, size: statSync(file).size })).toSorted((left, right) => right.size - left.size)
  if (largest === undefined) throw new Error('no pages')
  const bytes = await readFile(largest.file)
  bytes.writeUInt8(bytes.readUInt8(100) ^ 1, 100)
  await writeFile(largest.file, bytes)
}

/** Makes the papers of an office, in its folder. */
export async function makePapers(office: Office): Promise<Papers> {
  const place = (name: string): string => path.join(office.folder, name)
  const paper = async (number: number, file: string, moved = 0): Promise<string> => {
    await printedPage([
      { text: `Số: ${number}/QĐ-UBND`, x: 30, y: 41 }, { text: 'QUYẾT ĐỊNH', x: 90, y: 60 },
      { text: `Cấp cho: Ông ${dossier.owners[0]?.name ?? ''}`, x: 30, y: 117 }, { text: `Số định danh cá nhân: ${dossier.owners[0]?.id ?? ''}`, x: 30, y: 125 },
    ].map((line) => ({ ...line, x: line.x + moved })), { dpi: 150 }).jpeg({ quality: 80 }).withMetadata({ density: 150 }).toFile(file)
    return file
  }
  const scans = [await paper(11, place('tờ 1.jpg')), await paper(12, place('tờ 2.jpg'))]
  const folderOfScans = place('ba tờ')
  await mkdir(folderOfScans)
  for (const number of [21, 22, 23]) await paper(number, path.join(folderOfScans, `${number}.jpg`))
  const images = await Promise.all([31, 32].map(async (number) => printedPage([{ text: `Số: ${number}/GP-UBND`, x: 30, y: 41 }], { dpi: 100 }).jpeg().toBuffer({ resolveWithObject: true })))
  const pdf = place('hai tờ.pdf')
  await writeFile(pdf, plainPdf(images.map(({ data, info }) => (
    { mediaBox: [0, 0, 595.3, 841.9] as const, content: 'q 595.3 0 0 841.9 0 0 cm /I0 Do Q', images: [jpegImage(data, info.width, info.height, '/DeviceRGB')] }
  ))))
  await writeFile(place('hồ sơ.json'), JSON.stringify(dossier))
  await writeFile(place('khóa.p12'), writePkcs12(office.pki.agencyP256, Buffer.from(keyPassphrase)))
  await writeFile(place('mật khẩu khóa'), `${keyPassphrase}\n`)
  await writeFile(place('mật khẩu mới'), `${newPassphrase}\n`)
  await writeFile(place('mã khôi phục'), `${office.recoveryKey}\n`)
  return {
    scans, secondScan: await paper(11, place('tờ 1, quét lại.jpg'), 0.6), folderOfScans, pdf, dossier: place('hồ sơ.json'), key: place('khóa.p12'), keyPassphrase: place('mật khẩu khóa'), newPassphrase: place('mật khẩu mới'), recoveryKey: place('mã khôi phục'),
  }
}

/** A desk with its station in `folder`. */
export async function deskAt(office: Office, papers: Papers, folder: string): Promise<Desk> {
  const out = path.join(folder, 'ngoài')
  await mkdir(out, { recursive: true })
  return deskOf({ office, papers, out }, path.join(folder, 'trạm'))
}

function deskOf(beside: Pick<Desk, 'office' | 'papers' | 'out'>, station: string): Desk {
  return {
    ...beside, station,
    call: (name, params) => callStation(name, params, {
      folder: station, onEvent: () => undefined, passphrase: () => Promise.resolve(Buffer.from(passphrase)), keyPassphrase: () => Promise.resolve(Buffer.from(keyPassphrase)), newPassphrase: () => Promise.resolve(Buffer.from(newPassphrase)),
    }),
  }
}

/** Brings a desk whose station is the office's own, with a key and without papers, to where a scenario begins. */
export async function bringTo(desk: Desk, from: Scenario['from']): Promise<void> {
  const { call, papers: { scans: [scan = ''], secondScan } } = desk
  const owned = { ...dossier, deliverTo: ['kho', 'vneid'] as ('kho' | 'vneid')[] }
  switch (from) {
    case 'no station':
    case 'configured':
      return
    case 'awaiting review':
      await call('record.convert', { files: [scan], acceptAbove: 1 })
      return
    case 'awaiting signature': {
      const { agency } = desk.office
      await call('station.configure', { set: { agency: 'Ủy ban nhân dân xã Khác' } })
      await call('record.convert', { files: [scan], dossiers: [owned], acceptAbove: 0 })
      await call('station.configure', { set: { agency } })
      return
    }
    case 'signed':
      await call('record.convert', { files: [scan], dossiers: [owned], acceptAbove: 0, deliver: false })
      return
    case 'scanned twice':
      await call('record.convert', { files: [scan], dossiers: [owned], acceptAbove: 0 })
      await call('record.convert', { files: [secondScan], dossiers: [{ ...dossier, dossierCode: 'H99.12-261120-0200' }], acceptAbove: 1 })
      return
    case 'shared elsewhere': {
      const elsewhere = `${desk.station} khác`
      await cp(desk.station, elsewhere, { recursive: true })
      await deskOf(desk, elsewhere).call('record.convert', { files: [scan], dossiers: [{ ...dossier, deliverTo: ['chia-se'] }], acceptAbove: 0 })
      await rm(elsewhere, { recursive: true })
      await call('record.convert', { files: [secondScan], dossiers: [dossier], acceptAbove: 1 })
      return
    }
    case 'two officers':
      await call('officer.add', { name: 'Trần Văn Bình' })
      return
    case 'delivered':
    case 'frozen':
    case 'station lost':
    case 'page damaged':
      await call('record.convert', { files: [scan], dossiers: [owned], acceptAbove: 0 })
      if (from === 'frozen') await call('record.freeze', { id: await onlyRecord(desk), reason: 'chờ đối chiếu' })
      if (from === 'station lost' || from === 'page damaged') await call('station.backup', { folder: backupOf(desk) })
      if (from === 'station lost') await rm(desk.station, { recursive: true })
      if (from === 'page damaged') await damageABlob(desk.station)
      return
  }
}
