import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStation } from '../../shared/store/index.ts'
import { program, type CommandResult } from '../support/command-line.ts'
import { dossier, openOffice, passphrase, type Office } from '../support/office.ts'
import { openTruthReader, type TruthReader } from '../support/station-truth.ts'

/** A disk and a user of its own can only be had by root, and not in every container. */
const isRoot = process.getuid?.() === 0
const nobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] as const
const run = (file: string, ...args: string[]): boolean => spawnSync(file, args, { stdio: 'ignore' }).status === 0
const mount = (...args: string[]): void => {
  if (!run('mount', ...args)) throw new Error(`mount ${args.join(' ')}`)
}

function canMount(): boolean {
  const folder = fs.mkdtempSync('/tmp/sohoa-mount-')
  const mounted = isRoot && run('mount', '-t', 'tmpfs', 'tmpfs', folder)
  if (mounted) run('umount', folder)
  fs.rmdirSync(folder)
  return mounted
}

const able = canMount()
const canBeNobody = able && run(nobody[0], ...nobody.slice(1), process.execPath, program, '--help')
if (!able) process.stderr.write('SKIPPED: full and read-only disks under the command line (mounting a file system needs root)\n')
else if (!canBeNobody) process.stderr.write('SKIPPED: lost permissions under the command line (another user cannot run the program where it lies)\n')

const disk = path.join(fs.mkdtempSync('/tmp/sohoa-places-'), 'đĩa')
const station = path.join(disk, 'trạm')
const filler = path.join(disk, 'đầy')
let office: Office
let truth: TruthReader
let waiting: string
let signed: string
let dossierFile: string
let scan: string

beforeAll(async () => {
  if (!able) return
  fs.chmodSync(path.dirname(disk), 0o755)
  fs.mkdirSync(disk)
  mount('-t', 'tmpfs', '-o', 'size=30m', 'tmpfs', disk)
  office = await openOffice()
  truth = openTruthReader(office)
  await office.call('station.configure', { set: { ocrEngine: 'native' } })
  const owned = { ...dossier, deliverTo: ['kho' as const] }
  const converted = async (number: number, acceptAbove: number): Promise<string> => {
    const { records: [record] } = await office.call('record.convert', { files: [await office.scan(number)], dossiers: [owned], acceptAbove, deliver: false })
    return record?.id ?? ''
  }
  waiting = await converted(401, 1)
  signed = await converted(402, 0)
  scan = await office.scan(403)
  dossierFile = path.join(office.folder, 'hồ sơ.json')
  fs.writeFileSync(dossierFile, JSON.stringify(dossier))
  fs.cpSync(office.station, station, { recursive: true })
  run('chown', '-R', '65534:65534', disk)
  run('chmod', '-R', 'a+rX', office.folder)
})

afterAll(async () => {
  if (!able) return
  run('umount', disk)
  fs.rmSync(path.dirname(disk), { recursive: true, force: true })
  await truth.close()
  await office.close()
})

/** What each command is asked; all of them write. */
const commands = (): Readonly<Record<string, readonly string[]>> => ({
  convert: ['convert', scan, '--dossier', dossierFile, '--accept-above', '0', '--to', 'kho'],
  review: ['review', waiting, '--accept'],
  deliver: ['deliver'],
  resume: ['resume'],
  export: ['export', signed, '--out', path.join(disk, 'ngoài')],
  backup: ['backup', path.join(disk, 'bản sao')],
})

async function asNobody(args: readonly string[]): Promise<CommandResult> {
  return office.command([...args, '--json', '--station', station, '--passphrase-file', office.passphraseFile], {
    station: false, env: { HOME: '/nonexistent', NODE_COMPILE_CACHE: path.join(disk, '..', 'compiled') }, ...(canBeNobody ? { under: nobody } : {}),
  })
}

/** The error that a command tells, else what a record waits for, beside its exit code. */
function told({ code, stdout }: CommandResult): string {
  const lines = stdout.split('\n').filter((text) => text.startsWith('{')).map((text) => JSON.parse(text) as { error?: { code: string }; stoppedBy?: { code: string } | null })
  const error = lines.find((line) => line.error !== undefined)?.error ?? lines.find((line) => line.stoppedBy)?.stoppedBy
  return `${error?.code ?? 'no error'} (${code ?? 'killed'})`
}

async function toldByAll(): Promise<Record<string, string>> {
  const outcomes: Record<string, string> = {}
  for (const [name, args] of Object.entries(commands())) outcomes[name] = told(await asNobody(args))
  return outcomes
}

/** After the trouble: whole, and with all that was there. */
async function isWhole(): Promise<void> {
  const store = await openStation(station, Buffer.from(passphrase))
  try {
    expect(await truth.faults(store, station)).toEqual([])
    expect(store.listRecords({ limit: 100 }).filter(({ id }) => id === waiting || id === signed)).toHaveLength(2)
  } finally {
    store.close()
  }
  run('chown', '-R', '65534:65534', disk)
}

function print(title: string, outcomes: Readonly<Record<string, string>>): void {
  process.stdout.write(`${title}\n${Object.entries(outcomes).map(([name, outcome]) => `  ${name.padEnd(8)} ${outcome}\n`).join('')}`)
}

const fillAllBut = (bytes: number): void => {
  fs.rmSync(filler, { force: true })
  const { bavail, bsize } = fs.statfsSync(disk)
  fs.writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - bytes)))
}

describe.skipIf(!able)('a station whose disk', () => {
  it.each([0, 300_000])('has %d bytes left says disk_full and loses nothing', async (left) => {
    fillAllBut(left)
    const outcomes = await toldByAll()
    fs.rmSync(filler)
    print(`${left} bytes left`, outcomes)
    expect(Object.values(outcomes).filter((outcome) => !['disk_full (7)', 'no error (0)'].includes(outcome))).toEqual([])
    expect(Object.values(outcomes)).toContain('disk_full (7)')
    await isWhole()
  })

  it('turned read-only says folder_not_writable', async () => {
    mount('-o', 'remount,ro', disk)
    const outcomes = await toldByAll()
    mount('-o', 'remount,rw', disk)
    print('read-only', outcomes)
    expect(new Set(Object.values(outcomes))).toEqual(new Set(['folder_not_writable (7)']))
    await isWhole()
  })

  it('is not there says station_not_found, and makes none', async () => {
    fs.renameSync(station, `${station} khác`)
    const outcomes = await toldByAll()
    expect(fs.existsSync(station)).toBe(false)
    fs.renameSync(`${station} khác`, station)
    print('the folder is gone', outcomes)
    expect(new Set(Object.values(outcomes))).toEqual(new Set(['station_not_found (7)']))
    await isWhole()
  })
})

describe.skipIf(!canBeNobody)('a station of which the permission is lost', () => {
  it.each([
    ['the folder', '.', 0o500], ['the folder', '.', 0o000], ['the pages', 'blobs', 0o500], ['the pages', 'blobs', 0o000], ['the place of unfinished pages', 'blobs/unfinished', 0o500],
    ['the database', 'station.db', 0o400], ['the database', 'station.db', 0o000], ['the header', 'header.json', 0o000], ['the seal', 'audit.seal', 0o000], ['the lock', 'lock', 0o000],
  ])('of %s (%s, %o) names it and loses nothing', async (place, name, mode) => {
    const target = path.join(station, name)
    const before = fs.statSync(target).mode
    fs.chmodSync(target, mode)
    const outcomes: Record<string, string> = {}
    for (const command of ['convert', 'deliver'] as const) outcomes[command] = told(await asNobody(commands()[command] ?? []))
    fs.chmodSync(target, before)
    print(`${place} ${mode.toString(8)}`, outcomes)
    expect(Object.values(outcomes).filter((outcome) => !/^(?:folder_not_writable \(7\)|file_unreadable \(5\)|station_not_found \(7\)|no error \(0\))$/u.test(outcome))).toEqual([])
    await isWhole()
  })
})

describe.skipIf(!able)('once it is mended', () => {
  it('every command comes to its end', async () => {
    const outcomes = await toldByAll()
    print('mended', outcomes)
    expect(outcomes).toEqual({ convert: 'no error (0)', review: 'no error (0)', deliver: 'no error (0)', resume: 'no error (0)', export: 'no error (0)', backup: 'no error (0)' })
    await isWhole()
  })
})
