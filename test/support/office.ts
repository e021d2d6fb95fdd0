import { mkdtemp, mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { makeDemoPki, writePkcs12, type DemoPki } from '../../demo/pki.ts'
import { startStatusService, type DemoStatusService } from '../../demo/status-service.ts'
import { startTimeStampAuthority, type DemoTimeStampAuthority } from '../../demo/time-stamp-authority.ts'
import { startHub, type Hub } from '../../hub/index.ts'
import { methods, type MethodName, type ParamsOf, type ResultOf, type StationEvent } from '../../shared/contract/index.ts'
import { SohoaError, type SignatureLevel, type TargetName } from '../../shared/model/index.ts'
import { toPem } from '../../shared/pki/index.ts'
import { callStation, openStation, parseParams, type Station } from '../../shared/station/index.ts'
import { openStation as openStore, type Store } from '../../shared/store/index.ts'
import { runCommand, type CommandOptions, type CommandResult } from './command-line.ts'
import { hubOptions } from './hub-options.ts'
import { decision, printedPage, type PrintedLine } from './printed-page.ts'

/** A station with everything around it, on real loopback services, in a folder of its own. */
export interface Office {
  readonly folder: string
  readonly station: string
  readonly agency: string
  readonly pki: DemoPki
  readonly tsa: DemoTimeStampAuthority
  /** Answers for the certificates of `pki`. */
  readonly status: DemoStatusService
  readonly hub: Hub
  readonly inbox: string
  readonly trustFile: string
  readonly passphraseFile: string
  /** Told when the station was made. */
  readonly recoveryKey: string
  /** A call that opens the station and closes it; with `keepsOpen`, one to the station that stays open. */
  readonly call: <Name extends MethodName>(name: Name, params: ParamsOf<Name>, onEvent?: (event: StationEvent) => void) => Promise<ResultOf<Name>>
  /** Runs the command line, on this station unless `station` is false. */
  command(args: readonly string[], options?: CommandOptions & { station?: boolean }): Promise<CommandResult>
  /** Looks into the store, past the station. */
  inStore<Value>(look: (store: Store) => Promise<Value> | Value): Promise<Value>
  /** Has the station send what is meant for a target to another address. */
  pointTo(target: TargetName, url: string): Promise<void>
  /** What a receiver holds, one name for each delivery that was announced to it. */
  received(target: TargetName): Promise<string[]>
  /** A scan of a decision numbered 200 + `number`, in a JPEG of its own. */
  scan(number: number, name?: string): Promise<string>
  close(): Promise<void>
}

export const passphrase = 'bốn từ không liên quan'
export const keyPassphrase = 'mật khẩu tệp khóa'

/** The printed decision with its own number, owner and ID, so that each scan is another document. */
export function decisionLines(number: number): PrintedLine[] {
  return [
    ...decision.map((line) => ({ ...line, text: line.text.replace('218/QĐ-UBND', `${200 + number}/QĐ-UBND`) })),
    { text: 'Số định danh cá nhân: 099085001162', x: 30, y: 125 },
    { text: 'Cấp cho: Ông Mạc Đình Gia Phong', x: 30, y: 117 },
  ]
}

/** The dossier that agrees with `decisionLines`. */
export const dossier = { dossierCode: 'H99.12-261103-0007', owners: [{ name: 'Mạc Đình Gia Phong', id: '099085001162' }] }

/**
 * Opens an office. `configured: false` leaves agency, key and services out. With `keepsOpen` the station stays open between calls, as a
 * window's does, and the processes that read papers with it; it is closed for a command line, for a look into the store, and when a
 * call ends by anything but an error of the program: so it is cut off. Signatures reach B-T unless `level` says otherwise.
 */
export async function openOffice(options: { configured?: boolean; training?: boolean; keepsOpen?: boolean; level?: SignatureLevel } = {}): Promise<Office> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sohoa-office-'))
  const station = path.join(folder, 'trạm')
  const agency = 'Ủy ban nhân dân xã Đồng Mây'
  const status = await startStatusService()
  const pki = await makeDemoPki({ agency, statusUrl: status.url })
  status.answerFor(pki)
  const tsa = await startTimeStampAuthority(pki)
  const inbox = path.join(folder, 'inbox')
  const hub = await startHub(await hubOptions(pki, inbox, { acceptTraining: true }))
  const passphraseFile = path.join(folder, 'passphrase')
  const trustFile = path.join(folder, 'root.pem')
  await writeFile(passphraseFile, `${passphrase}\n`)
  await writeFile(trustFile, toPem(pki.root.certificate))
  let kept: Promise<Station> | undefined
  const rest = async (): Promise<void> => {
    const resting = kept
    kept = undefined
    await (await resting)?.close()
  }
  const call = async <Name extends MethodName>(name: Name, params: ParamsOf<Name>, onEvent: (event: StationEvent) => void = () => undefined): Promise<ResultOf<Name>> => {
    const extras = { onEvent, keyPassphrase: () => Promise.resolve(Buffer.from(keyPassphrase)) }
    if (options.keepsOpen !== true || methods[name].needs !== 'station') {
      return callStation(name, params, { ...extras, folder: station, passphrase: () => Promise.resolve(Buffer.from(passphrase)) })
    }
    kept ??= openStation(station, Buffer.from(passphrase))
    try {
      return await (await kept).call(name, parseParams(name, params), extras)
    } catch (thrown) {
      if (!(thrown instanceof SohoaError)) await rest()
      throw thrown
    }
  }
  const { recoveryKey } = await call('station.create', { officer: 'Nguyễn Thị Hà', training: options.training ?? true })
  if (options.configured !== false) {
    const caPem = toPem(pki.hubRoot.certificate)
    await call('station.configure', {
      set: {
        agency, place: 'Đồng Mây', timeStampUrl: tsa.url, timeStampSeconds: 2, signatureLevel: options.level ?? 'B-T', trustPem: toPem(pki.root.certificate), ocrEngine: 'tesseract.js',
        targets: { 'kho': { url: hub.url('kho'), caPem }, 'vneid': { url: hub.url('vneid'), caPem }, 'chia-se': { url: hub.url('chia-se'), caPem } },
      },
    })
    await addKey(call, folder, pki.agency)
  }
  const scans = path.join(folder, 'bản quét')
  await mkdir(scans)
  return {
    folder, station, agency, pki, tsa, status, hub, inbox, trustFile, passphraseFile, recoveryKey, call,
    async command(args, { station: onStation = true, ...options } = {}) {
      await rest()
      return runCommand(onStation ? [...args, '--station', station, '--passphrase-file', passphraseFile] : args, options)
    },
    async inStore(look) {
      await rest()
      const store = await openStore(station, Buffer.from(passphrase))
      try {
        return await look(store)
      } finally {
        store.close()
      }
    },
    async pointTo(target, url) {
      await call('station.configure', { set: { targets: { [target]: { url, caPem: toPem(pki.hubRoot.certificate) } } } })
    },
    received: (target) => readdir(path.join(inbox, target)).catch(() => []),
    async scan(number, name = `quyết định ${number}.jpg`) {
      const file = path.join(scans, name)
      await printedPage(decisionLines(number), { dpi: 150 }).jpeg({ quality: 80 }).withMetadata({ density: 150 }).toFile(file)
      return file
    },
    async close() {
      await rest()
      await hub.close()
      await tsa.close()
      await status.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Adds one of the demo's keys to a station. */
export async function addKey(call: Office['call'], folder: string, identity: DemoPki['agency']): Promise<ResultOf<'key.add'>> {
  const file = path.join(folder, 'key.p12')
  await writeFile(file, writePkcs12(identity, Buffer.from(keyPassphrase)))
  try {
    return await call('key.add', { file })
  } finally {
    await rm(file)
  }
}
