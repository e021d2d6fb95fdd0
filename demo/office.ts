import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { methods, type MethodName, type ParamsOf, type ResultOf, type StationEvent } from '../shared/contract/index.ts'
import { toPem } from '../shared/pki/index.ts'
import { callStation, openStation, parseParams, type CallContext, type Station } from '../shared/station/index.ts'
import { openLine, type Line } from './line.ts'
import { makeDemoPki, writePkcs12, type DemoPki } from './pki.ts'
import { startStatusService } from './status-service.ts'

/** What a command line printed and how it ended. */
export interface CommandResult {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** An office on loopback: a training station with its key, its line to the outside, and folders for what goes in and out. */
export interface DemoOffice {
  readonly agency: string
  readonly officer: string
  readonly pki: DemoPki
  readonly line: Line
  /** The station's folder. */
  readonly folder: string
  /** Where the stand-ins keep what they received. */
  readonly inbox: string
  readonly exports: string
  /** PEM of the demo's root. */
  readonly trustFile: string
  /** Passphrases of station and key: nothing on disk may hold them. */
  readonly secrets: readonly string[]
  /** One call, answered by the station in this process; it stays open between calls. */
  call<Name extends MethodName>(name: Name, params: ParamsOf<Name>, onEvent?: (event: StationEvent) => void): Promise<ResultOf<Name>>
  /** Closes the station in this process, so that another one may open it. */
  release(): Promise<void>
  /** Starts the command line on this station in a process of its own. */
  start(args: readonly string[], output?: 'pipe' | 'inherit'): ChildProcess
  /** Runs the command line on this station to its end. */
  command(args: readonly string[]): Promise<CommandResult>
  close(): Promise<void>
}

const program = join(import.meta.dirname, '../bin/sohoa.mjs')
const agency = 'Trung tâm Phục vụ hành chính công phường Bến Đá'
const officer = 'Cán bộ trình diễn'

/** Makes the office in an empty folder. */
export async function openDemoOffice(root: string): Promise<DemoOffice> {
  const folder = join(root, 'tram')
  const inbox = join(root, 'noi-nhan')
  const exports = join(root, 'ban-dien-tu')
  const trustFile = join(root, 'goc-tin-cay.pem')
  const passphraseFile = join(root, 'cum-mat-khau')
  await mkdir(exports, { recursive: true })
  const status = await startStatusService()
  const pki = await makeDemoPki({ agency, statusUrl: status.url })
  status.answerFor(pki)
  const line = await openLine(pki, inbox, status)
  const keyPassphrase = randomBytes(12).toString('base64url')
  const stationPassphrase = randomBytes(18).toString('base64url')
  await writeFile(passphraseFile, `${stationPassphrase}\n`, { mode: 0o600 })
  await writeFile(trustFile, toPem(pki.root.certificate))

  let station: Station | null = null
  const context = (onEvent: (event: StationEvent) => void): CallContext => ({
    folder, onEvent, passphrase: () => Promise.resolve(Buffer.from(stationPassphrase)), keyPassphrase: () => Promise.resolve(Buffer.from(keyPassphrase)),
  })
  const call: DemoOffice['call'] = async (name, params, onEvent = () => undefined) => {
    if (methods[name].needs !== 'station') return callStation(name, params, context(onEvent))
    station ??= await openStation(folder, Buffer.from(stationPassphrase))
    return station.call(name, parseParams(name, params), context(onEvent))
  }
  const release = async (): Promise<void> => {
    await station?.close()
    station = null
  }
  const start: DemoOffice['start'] = (args, output = 'pipe') =>
    spawn(process.execPath, [program, ...args, '--station', folder, '--passphrase-file', passphraseFile], { stdio: ['ignore', output, output] })

  await call('station.create', { officer, training: true })
  const caPem = toPem(pki.hubRoot.certificate)
  await call('station.configure', {
    set: {
      agency, place: 'Bến Đá', agencyCode: 'H99.07', timeStampUrl: line.timeStampUrl, trustPem: toPem(pki.root.certificate),
      targets: { 'kho': { url: line.url('kho'), caPem }, 'vneid': { url: line.url('vneid'), caPem }, 'chia-se': { url: line.url('chia-se'), caPem } },
    },
  })
  const keyFile = join(root, 'co-quan.p12')
  await writeFile(keyFile, writePkcs12(pki.agency, Buffer.from(keyPassphrase)), { mode: 0o600 })
  try {
    await call('key.add', { file: keyFile })
  } finally {
    await rm(keyFile)
  }
  return {
    agency, officer, pki, line, folder, inbox, exports, trustFile, secrets: [stationPassphrase, keyPassphrase], call, release, start,
    command: (args) => ended(start(args)),
    async close() {
      await release()
      await line.cut()
      await rm(passphraseFile, { force: true })
    },
  }
}

/** What a started command line printed, once it has ended. */
async function ended(child: ChildProcess): Promise<CommandResult> {
  const [out, err]: [Buffer[], Buffer[]] = [[], []]
  child.stdout?.on('data', (chunk: Buffer) => { out.push(chunk) })
  child.stderr?.on('data', (chunk: Buffer) => { err.push(chunk) })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => { resolve({ code, stdout: Buffer.concat(out).toString('utf8'), stderr: Buffer.concat(err).toString('utf8') }) })
  })
}
