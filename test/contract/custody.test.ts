import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { callStation } from '../../shared/station/index.ts'
import { dossier, openOffice, passphrase, type Office } from '../support/office.ts'

let office: Office
let place: string
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

    fs.rmSync(office.station, { recursive: true })
    const restored = await office.command(['restore', place])
    expect(restored.code, restored.stderr).toBe(0)
    expect(restored.stdout).toContain('2 hồ sơ, 2 trang')
    expect(restored.stdout).toContain('2 lượt giao còn chờ')

    const after = await office.call('record.list', {})
    expect(after.records.map(({ id, state }) => [id, state.work])).toEqual([[waiting?.id, 'signed'], [delivered?.id, 'delivered']])
    const again = await office.call('delivery.run', {})
    expect(again.records[0]?.state.work).toBe('delivered')
    expect(again.records[0]?.deliveries.map(({ target, receiptId }) => [target, receiptId])).toEqual(receipts)

    const { custody } = await office.call('station.status', {})
    expect(custody).toMatchObject({ restoredFrom: { generation: 1 }, lastBackup: { generation: 1 } })
    expect(await office.call('station.check', { full: true })).toMatchObject({ sound: true, badBlobs: [], badRecords: [], audit: { faults: [] } })
    expect(await office.call('audit.verify', {})).toMatchObject({ sound: true, breaks: [{ action: 'restored from backup' }] })
  })

  it('whose restore is given a wrong passphrase is not restored at all', async () => {
    const target = path.join(office.folder, 'trạm khác')
    const refused = await callStation('station.restore', { from: place }, {
      folder: target, onEvent: () => undefined, passphrase: () => Promise.resolve(Buffer.from('một cụm mật khẩu khác')), keyPassphrase: () => Promise.reject(new Error()),
    }).catch((thrown: unknown) => thrown)
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
    expect((await office.command(['check', '--full'])).code).toBe(0)
    expect((await office.command(['repair', '--from', place])).stdout).toContain('Không có tệp nào hỏng')
    expect(record?.state.work).toBe('signed')
  })

  it('that is missing is seen by the quick check, and told by status while its record is worked on', async () => {
    await office.call('station.configure', { set: { acceptFrom: 1 } })
    const { records: [record] } = await office.call('record.convert', { files: [await office.scan(6)], deliver: false })
    expect(record?.state.work).toBe('awaiting review')
    const before = fs.readFileSync(biggestBlob(office.station, true))
    const file = biggestBlob(office.station, true)
    fs.rmSync(file)
    expect((await office.command(['check'])).code).toBe(7)
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
    const refusal = async (): Promise<{ code: string; params: { found: number } }> => (JSON.parse((await office.command(['records', '--json'])).stdout) as { error: { code: string; params: { found: number } } }).error
    await office.call('record.list', {})
    fs.writeFileSync(database, older)
    const { code, params } = await refusal()
    expect(code).toBe('station_rolled_back')
    expect((await office.command(['repair', '--accept-loss', String(params.found - 1)])).code).toBe(7)
    const accepted = await office.command(['repair', '--accept-loss', String(params.found)])
    expect(accepted.code, accepted.stderr).toBe(0)
    expect(accepted.stdout).toContain('chấp nhận mất')
    expect((await office.call('audit.verify', {})).breaks.map(({ action }) => action)).toContain('loss accepted')
  })

  it('and whose both key headers are damaged takes them from the backup', async () => {
    for (const name of ['header.json', 'header.backup.json']) fs.writeFileSync(path.join(office.station, name), '{}')
    expect((await office.command(['records'])).code).toBe(7)
    const repaired = await office.command(['repair', '--from', place])
    expect(repaired.code, repaired.stderr).toBe(0)
    expect(repaired.stdout).toContain('Đã lấy lại tệp giữ khóa từ bản số 2')
    expect((await office.command(['records'])).code).toBe(0)
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
    const watcher = fs.watch(generations, () => { child.kill('SIGINT') })
    const code = await new Promise((resolve) => { child.on('close', resolve) })
    watcher.close()
    expect(JSON.parse(Buffer.concat(out).toString('utf8'))).toMatchObject({ error: { code: 'cancelled' } })
    expect(code).toBe(130)
    expect(fs.readdirSync(generations)).toEqual(before)
  })

  it('into the station itself is refused', async () => {
    const refused = await office.command(['backup', path.join(office.station, 'sao lưu'), '--json'])
    expect(refused.code).toBe(2)
    expect(JSON.parse(refused.stdout)).toMatchObject({ error: { code: 'backup_place_invalid' } })
  })
})

describe('who can open the station', () => {
  const other = 'năm từ không liên quan gì'
  const asOther = (args: readonly string[], secret = other): ReturnType<Office['command']> =>
    office.command([...args, '--station', office.station, '--passphrase-file', secretFile(secret)], { station: false })

  it('is listed, added to, and taken away from by another officer; the last one stays', async () => {
    const added = await office.command(['officer', 'add', 'Trần Văn Bình', '--new-passphrase-file', secretFile(other)])
    expect(added.code, added.stderr).toBe(0)
    expect((await office.command(['officer', 'add', 'Trần Văn Bình', '--new-passphrase-file', secretFile(other)])).code).toBe(2)
    const { stdout } = await asOther(['officer', 'list', '--json'])
    expect(stdout.trim().split('\n').map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { name: 'Nguyễn Thị Hà', kind: 'officer', present: false }, { kind: 'recovery' }, { name: 'Trần Văn Bình', present: true },
    ])
    const removed = await asOther(['officer', 'remove', 'Nguyễn Thị Hà'])
    expect(removed.code, removed.stderr).toBe(0)
    expect((await office.command(['records'])).code).toBe(6)
    expect((await asOther(['officer', 'remove', 'Trần Văn Bình', '--json'])).stdout).toContain('last_key_slot')
    const audited = await auditOf(other)
    expect(audited).toEqual(expect.arrayContaining([expect.stringContaining('officer added'), expect.stringContaining('officer removed')]))
  })

  it('is let back in by the recovery key as a person types it, and the old key is dead', async () => {
    const renewed = JSON.parse((await asOther(['recovery-key', '--json'])).stdout) as { recoveryKey: string }
    const typed = renewed.recoveryKey.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')
    const wrong = renewed.recoveryKey.replace(/.(?=-)/u, (last) => (last === 'A' ? 'B' : 'A'))
    const recover = (key: string): ReturnType<Office['command']> => office.command([
      'recover', '--officer', 'Nguyễn Thị Hà', '--recovery-key-file', secretFile(key), '--new-passphrase-file', office.passphraseFile, '--json', '--station', office.station,
    ], { station: false })
    expect(JSON.parse((await recover(wrong)).stdout)).toMatchObject({ error: { code: 'recovery_key_mistyped', params: { groups: '1' } } })
    expect(JSON.parse((await recover(other)).stdout)).toMatchObject({ error: { code: 'recovery_key_needed' } })
    const done = await recover(typed)
    expect(done.code, done.stderr).toBe(0)
    expect(JSON.parse(done.stdout)).toMatchObject({ officer: 'Nguyễn Thị Hà', added: true })
    expect((await recover(typed)).code).toBe(6)
    expect((await office.command(['records'])).code).toBe(0)
  })

  it('changes by its own passphrase', async () => {
    const fresh = 'sáu từ mới tinh chẳng liên quan'
    expect((await office.command(['passphrase', '--new-passphrase-file', secretFile('ngắn')])).code).toBe(6)
    expect((await office.command(['passphrase', '--new-passphrase-file', secretFile(fresh)])).code).toBe(0)
    expect((await office.command(['records'])).code).toBe(6)
    expect((await asOther(['passphrase', '--new-passphrase-file', secretFile(passphrase)], fresh)).code).toBe(0)
    expect((await office.command(['records'])).code).toBe(0)
  })

  function secretFile(secret: string): string {
    const file = path.join(office.folder, `bí mật ${fs.readdirSync(office.folder).length}`)
    fs.writeFileSync(file, secret)
    return file
  }

  async function auditOf(secret: string): Promise<string[]> {
    const file = path.join(office.folder, 'nhật ký.csv')
    await asOther(['audit', 'export', '--out', file, '--format', 'csv'], secret)
    return fs.readFileSync(file, 'utf8').split('\n')
  }
})

/** The newest or the biggest blob file of a station. */
function biggestBlob(station: string, newest = false): string {
  const blobs = path.join(station, 'blobs')
  const files = fs.readdirSync(blobs, { recursive: true, encoding: 'utf8' }).map((name) => path.join(blobs, name)).filter((file) => fs.statSync(file).isFile())
  const rank = (file: string): number => (newest ? fs.statSync(file).mtimeMs : fs.statSync(file).size)
  return files.toSorted((left, right) => rank(right) - rank(left))[0] ?? ''
}
