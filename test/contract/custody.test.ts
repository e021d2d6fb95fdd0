import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MethodName, ParamsOf, ResultOf } from '../../shared/contract/index.ts'
import { callStation } from '../../shared/station/index.ts'
import { dossier, openOffice, passphrase, type Office } from '../support/office.ts'
import { thrownBy } from '../support/thrown.ts'

let office: Office
let place: string
let deliveredFurther: string
beforeAll(async () => {
  office = await openOffice()
  place = path.join(office.folder, 'sao lưu')
})
afterAll(async () => { await office.close() })

describe('a station that was lost', () => {
  it('is restored from its backup with every record, and sends what waits without doubling it', async () => {
    expect((await office.call('station.status', {})).custody.lastBackup).toBeNull()
    const { records: [delivered] } = await office.call('record.convert', { files: [await office.scan(1)], dossiers: [dossier], deliverTo: ['kho'], acceptAbove: 0 })
    expect(delivered?.state.work).toBe('delivered')
    const { records: [waiting] } = await office.call('record.convert', { files: [await office.scan(2)], dossiers: [dossier], deliverTo: ['kho', 'vneid'], acceptAbove: 0, deliver: false })
    expect(waiting?.state).toMatchObject({ work: 'signed', delivery: { kho: 'queued', vneid: 'queued' } })

    const made = await office.command(['backup', place, '--json'])
    expect(made.code, made.stderr).toBe(0)
    expect(JSON.parse(made.stdout)).toMatchObject({ generation: 1, whole: true, records: 2, pages: 2, damaged: [] })
    expect((await office.call('station.status', {})).custody.lastBackup).toMatchObject({ generation: 1, folder: place, records: 2, entriesSince: 0 })
    const sent = await office.call('delivery.run', {})
    const receipts = sent.records[0]?.deliveries.map(({ target, receiptId }) => [target, receiptId])

    if (delivered === undefined) throw new Error('not converted')
    await office.call('delivery.run', { id: delivered.id, to: ['kho', 'chia-se'] })
    deliveredFurther = delivered.id

    fs.rmSync(office.station, { recursive: true })
    const restored = await office.command(['restore', place])
    expect(restored.code, restored.stderr).toBe(0)
    expect(restored.stdout).toContain('2 hồ sơ, 2 trang')
    expect(restored.stdout).toContain('2 lượt giao còn chờ')

    const after = await office.call('record.list', {})
    expect(after.records.map(({ id, state }) => [id, state.work])).toEqual([[waiting?.id, 'signed'], [delivered.id, 'delivered']])
    const again = await office.call('delivery.run', {})
    expect(again.records[0]?.state.work).toBe('delivered')
    expect(again.records[0]?.deliveries.map(({ target, receiptId }) => [target, receiptId])).toEqual(receipts)

    const { custody } = await office.call('station.status', {})
    expect(custody).toMatchObject({ restoredFrom: { generation: 1 }, lastBackup: { generation: 1 } })
    expect(await office.call('station.check', { full: true })).toMatchObject({ sound: true, badBlobs: [], badRecords: [], audit: { faults: [] } })
    expect(await office.call('audit.verify', {})).toMatchObject({ sound: true, breaks: [{ action: 'restored from backup' }] })
  })

  it('calls a result back also from a target that was chosen after the backup', async () => {
    const { deliveries } = await office.call('record.show', { id: deliveredFurther })
    expect(deliveries.map(({ target }) => target), 'not remembered').toEqual(['kho'])
    const voided = await office.call('record.void', { id: deliveredFurther, reason: 'cấp nhầm', recallReason: 'error in result' })
    expect(voided.recalls.map(({ target, state, outcome }) => [target, state, outcome])).toEqual([
      ['kho', 'acknowledged', 'taken back'], ['vneid', 'acknowledged', 'never received'], ['chia-se', 'acknowledged', 'taken back'],
    ])
  })

  it('whose restore is given a wrong passphrase is not restored at all', async () => {
    const target = path.join(office.folder, 'trạm khác')
    const refused = await thrownBy(() => callStation('station.restore', { from: place }, {
      folder: target, onEvent: () => undefined, passphrase: () => Promise.resolve(Buffer.from('một cụm mật khẩu khác')), keyPassphrase: () => Promise.reject(new Error('no key')),
    }))
    expect(refused).toMatchObject({ code: 'wrong_passphrase' })
    expect(fs.existsSync(target)).toBe(false)
  })
})

describe('a page file that rotted', () => {
  it('is named with its record and page by check, and taken from the backup by repair', async () => {
    const { records: [record] } = await office.call('record.convert', { files: [await office.scan(5)], acceptAbove: 0, deliver: false })
    await office.call('station.backup', { folder: place })
    const rotten = biggestBlob(office.station)
    const bytes = fs.readFileSync(rotten)
    bytes.writeUInt8(bytes.readUInt8(100) ^ 1, 100)
    fs.writeFileSync(rotten, bytes)

    expect(await office.call('station.check', {})).toMatchObject({ sound: true, full: false })
    const checked = await office.command(['check', '--full'])
    expect(checked.code).toBe(7)
    expect(checked.stdout).toMatch(/bị hỏng: hồ sơ [0-9A-Z]{26}/u)
    expect(checked.stdout).toContain('sohoa repair --from')
    const repaired = await office.command(['repair', '--from', place])
    expect(repaired.code, repaired.stderr).toBe(0)
    expect(repaired.stdout).toContain('Đã lấy lại từ bản số 2')
    expect(await office.call('station.check', { full: true })).toMatchObject({ sound: true })
    expect(await office.call('station.repair', { from: place })).toMatchObject({ mended: [], left: [] })
    expect(record?.state.work).toBe('signed')
  })

  it('that is missing is seen by the quick check, and told by status while its record is worked on', async () => {
    await office.call('station.configure', { set: { acceptFrom: 1 } })
    const { records: [record] } = await office.call('record.convert', { files: [await office.scan(6)], deliver: false })
    expect(record?.state.work).toBe('awaiting review')
    const before = fs.readFileSync(biggestBlob(office.station, true))
    const file = biggestBlob(office.station, true)
    fs.rmSync(file)
    expect(await office.call('station.check', {})).toMatchObject({ sound: false, badBlobs: [{ fault: 'blob_missing' }] })
    expect((await office.call('station.status', {})).custody.opening.badBlobs).toMatchObject([{ fault: 'blob_missing', uses: [{ recordId: record?.id, part: 'page', number: 1 }] }])
    const unhelped = await office.command(['repair', '--from', place, '--lang', 'en'])
    expect(unhelped.code).toBe(7)
    expect(unhelped.stdout).toContain('No backup has these 1 files whole')
    fs.writeFileSync(file, before)
    await office.call('station.configure', { set: { acceptFrom: 0.9 } })
  })
})

describe('a station whose database lost its end', () => {
  it('opens only when a person accepts the loss after the very entry it was told, and says so for ever', async () => {
    const database = path.join(office.station, 'station.db')
    const older = fs.readFileSync(database)
    await office.call('record.list', {})
    fs.writeFileSync(database, older)
    const refusal = await thrownBy(() => office.call('record.list', {}))
    expect(refusal?.code).toBe('station_rolled_back')
    const found = Number(refusal?.params.found)
    expect(await thrownBy(() => office.call('station.repair', { acceptLossAfter: found - 1 }))).toEqual(refusal)
    const accepted = await office.command(['repair', '--accept-loss', String(found)])
    expect(accepted.code, accepted.stderr).toBe(0)
    expect(accepted.stdout).toContain('chấp nhận mất')
    expect((await office.call('audit.verify', {})).breaks.map(({ action }) => action)).toContain('loss accepted')
  })

  it('and whose both key headers are damaged takes them from the backup', async () => {
    for (const name of ['header.json', 'header.backup.json']) fs.writeFileSync(path.join(office.station, name), '{}')
    expect(await thrownBy(() => office.call('record.list', {}))).toMatchObject({ code: 'header_damaged' })
    const repaired = await office.command(['repair', '--from', place])
    expect(repaired.code, repaired.stderr).toBe(0)
    expect(repaired.stdout).toContain('Đã lấy lại tệp giữ khóa từ bản số 2')
    await office.call('record.list', {})
  })
})

describe('a backup at the command line', () => {
  it('that is ended with Ctrl-C says so, exits 130 and leaves the earlier ones', async () => {
    const generations = path.join(place, fs.readdirSync(place)[0] ?? '', 'generations')
    const before = fs.readdirSync(generations)
    const child = spawn(process.execPath, [
      path.join(import.meta.dirname, '../../bin/sohoa.mjs'), 'backup', place, '--json', '--station', office.station, '--passphrase-file', office.passphraseFile,
    ], { stdio: ['ignore', 'pipe', 'pipe'] })
    const out: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => { out.push(chunk) })
    let asked = false
    const watcher = fs.watch(generations, () => {
      if (!asked) child.kill('SIGINT')
      asked = true
    })
    const code = await new Promise((resolve) => { child.on('close', resolve) })
    watcher.close()
    expect(JSON.parse(Buffer.concat(out).toString('utf8'))).toMatchObject({ error: { code: 'cancelled' } })
    expect(code).toBe(130)
    expect(fs.readdirSync(generations)).toEqual(before)
  })

  it('into the station itself is refused', async () => {
    expect(await thrownBy(() => office.call('station.backup', { folder: path.join(office.station, 'sao lưu') }))).toMatchObject({ code: 'backup_place_invalid' })
  })
})

describe('who can open the station', () => {
  const other = 'năm từ không liên quan gì'

  /** A call with this passphrase or recovery key, and a new passphrase beside it. */
  function as<Name extends MethodName>(secret: string, name: Name, params: ParamsOf<Name>, newPassphrase = ''): Promise<ResultOf<Name>> {
    return callStation(name, params, {
      folder: office.station, onEvent: () => undefined, passphrase: () => Promise.resolve(Buffer.from(secret)), keyPassphrase: () => Promise.reject(new Error('no key')),
      newPassphrase: () => Promise.resolve(Buffer.from(newPassphrase)),
    })
  }

  it('is listed, added to, and taken away from by another officer; the last one stays', async () => {
    const added = await office.command(['officer', 'add', 'Trần Văn Bình', '--new-passphrase-file', secretFile(other)])
    expect(added.code, added.stderr).toBe(0)
    expect(await thrownBy(() => office.call('officer.add', { name: 'Trần Văn Bình' }))).toMatchObject({ code: 'officer_exists' })
    expect((await as(other, 'officer.list', {})).officers).toMatchObject([
      { name: 'Nguyễn Thị Hà', kind: 'officer', present: false }, { kind: 'recovery', present: false }, { name: 'Trần Văn Bình', present: true },
    ])
    expect(await thrownBy(() => as(other, 'officer.remove', { name: 'Trần Văn Cảnh' }))).toMatchObject({ code: 'officer_unknown' })
    await as(other, 'officer.remove', { name: 'Nguyễn Thị Hà' })
    expect(await thrownBy(() => office.call('record.list', {}))).toMatchObject({ code: 'wrong_passphrase' })
    expect(await thrownBy(() => as(other, 'officer.remove', { name: 'Trần Văn Bình' }))).toMatchObject({ code: 'last_key_slot' })
    const file = path.join(office.folder, 'nhật ký.csv')
    await as(other, 'audit.export', { file, format: 'csv' })
    const log = fs.readFileSync(file, 'utf8')
    for (const action of ['officer added', 'officer removed']) expect(log).toContain(action)
  })

  it('is let back in by the recovery key as a person types it, and the old key is dead', async () => {
    const { recoveryKey } = await as(other, 'station.renewRecoveryKey', {})
    const typed = recoveryKey.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')
    const mistyped = recoveryKey.replace(/.(?=-)/u, (last) => (last === 'A' ? 'B' : 'A'))
    const recover = (key: string) => thrownBy(() => as(key, 'station.recover', { officer: 'Nguyễn Thị Hà' }, passphrase))
    expect(await recover(mistyped)).toMatchObject({ code: 'recovery_key_mistyped', params: { groups: '1' } })
    expect(await recover(other)).toMatchObject({ code: 'recovery_key_needed' })
    const done = await office.command([
      'recover', '--officer', 'Nguyễn Thị Hà', '--recovery-key-file', secretFile(typed), '--new-passphrase-file', office.passphraseFile, '--json', '--station', office.station,
    ], { station: false })
    expect(done.code, done.stderr).toBe(0)
    expect(JSON.parse(done.stdout)).toMatchObject({ officer: 'Nguyễn Thị Hà', added: true })
    expect(await recover(typed)).toMatchObject({ code: 'wrong_passphrase' })
    await office.call('record.list', {})
  })

  it('changes by its own passphrase', async () => {
    const fresh = 'sáu từ mới tinh chẳng liên quan'
    expect(await thrownBy(() => as(passphrase, 'officer.passphrase', {}, 'ngắn'))).toMatchObject({ code: 'passphrase_too_short' })
    expect((await office.command(['passphrase', '--new-passphrase-file', secretFile(fresh)])).code).toBe(0)
    expect(await thrownBy(() => office.call('record.list', {}))).toMatchObject({ code: 'wrong_passphrase' })
    expect(await as(fresh, 'officer.passphrase', {}, passphrase)).toEqual({ name: 'Nguyễn Thị Hà' })
    await office.call('record.list', {})
  })

  it('cannot be changed behind the log: a header put back from before is audited at the next opening', async () => {
    const older = fs.readFileSync(path.join(office.station, 'header.json'))
    await office.call('officer.remove', { name: 'Trần Văn Bình' })
    for (const name of ['header.json', 'header.backup.json']) fs.writeFileSync(path.join(office.station, name), older)
    await as(other, 'record.list', {})
    const file = path.join(office.folder, 'nhật ký sau.csv')
    await office.call('audit.export', { file, format: 'csv' })
    expect(fs.readFileSync(file, 'utf8')).toContain('key slots found changed')
  })

  function secretFile(secret: string): string {
    const file = path.join(office.folder, `bí mật ${fs.readdirSync(office.folder).length}`)
    fs.writeFileSync(file, secret)
    return file
  }
})

/** The newest or the biggest blob file of a station. */
function biggestBlob(station: string, newest = false): string {
  const blobs = path.join(station, 'blobs')
  const files = fs.readdirSync(blobs, { recursive: true, encoding: 'utf8' }).map((name) => path.join(blobs, name)).filter((file) => fs.statSync(file).isFile())
  const rank = (file: string): number => (newest ? fs.statSync(file).mtimeMs : fs.statSync(file).size)
  return files.toSorted((left, right) => rank(right) - rank(left))[0] ?? ''
}
