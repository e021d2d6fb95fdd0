import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { createStation, openStation } from '../../../shared/store/index.ts'
import { bytesOf, codeOf, filesOf, flipBit, newOpenStation, newStation, open, page, passphrase, record, temporaryFolder } from './station.ts'

describe('a station', () => {
  test('is opened by its officer, whatever way the passphrase was composed', async () => {
    const { folder } = await newStation()
    const store = await open(folder, passphrase.normalize('NFD'))
    expect(store.officer).toBe('Nguyễn Thị Hà')
    expect(store.training).toBe(false)
    expect(store.opening).toEqual({ mendedHeaders: [], unfinishedBlobs: 0, migrated: [], badBlobs: [], acceptedLoss: false })
  })

  test('is opened by the recovery key typed in lower case with spaces, and O for 0', async () => {
    const { folder, recoveryKey } = await newStation()
    const typed = recoveryKey.toLowerCase().replaceAll('-', '  ').replaceAll('0', 'o').replaceAll('1', 'l')
    const store = await open(folder, typed)
    expect(store.officer).toBe('')
  })

  test('does not open with another passphrase and says nothing more', async () => {
    const { folder } = await newStation()
    expect(await codeOf(() => open(folder, 'một cụm mật khẩu khác'))).toBe('wrong_passphrase')
    await open(folder)
  })

  test('is never created by opening', async () => {
    const folder = temporaryFolder()
    expect(await codeOf(() => open(folder))).toBe('station_not_found')
    expect(await codeOf(() => open(path.join(folder, 'không có')))).toBe('station_not_found')
    expect(fs.readdirSync(folder)).toEqual([])
  })

  test('is never created over another', async () => {
    const { folder } = await newStation()
    const before = filesOf(folder).length
    expect(await codeOf(() => createStation(folder, { officer: 'B', passphrase: bytesOf(passphrase), training: false }))).toBe('station_exists')
    expect(filesOf(folder)).toHaveLength(before)
    await open(folder)
  })

  test('takes no short passphrase', async () => {
    const folder = path.join(temporaryFolder(), 'trạm')
    const short = bytesOf('ngắn quá')
    expect(await codeOf(() => createStation(folder, { officer: 'B', passphrase: short, training: false }))).toBe('passphrase_too_short')
    expect(fs.existsSync(folder)).toBe(false)
  })

  test('overwrites the passphrases it was given', async () => {
    const folder = path.join(temporaryFolder(), 'trạm')
    const first = bytesOf(passphrase)
    await createStation(folder, { officer: 'B', passphrase: first, training: false })
    const second = bytesOf(passphrase)
    const store = await openStation(folder, second)
    store.close()
    const third = bytesOf('không phải cụm này')
    await codeOf(() => openStation(folder, third))
    for (const bytes of [first, second, third]) expect(bytes.every((byte) => byte === 0)).toBe(true)
  })

  test('whose creation was cut off is no station and can be created again', async () => {
    const { folder } = await newStation()
    fs.writeFileSync(path.join(folder, 'creating'), '')
    expect(await codeOf(() => open(folder))).toBe('station_not_found')
    await createStation(folder, { officer: 'B', passphrase: bytesOf('cụm mật khẩu mới tinh'), training: false })
    const store = await open(folder, 'cụm mật khẩu mới tinh')
    expect(store.officer).toBe('B')
  })

  test('that holds a blob is never taken for a cut-off creation', async () => {
    const { folder, store } = await newOpenStation()
    store.putBlob(Uint8Array.of(1))
    store.close()
    fs.writeFileSync(path.join(folder, 'creating'), '')
    expect(await codeOf(() => createStation(folder, { officer: 'B', passphrase: bytesOf(passphrase), training: false }))).toBe('station_exists')
    await open(folder)
  })

  test('keeps what was written after it is closed and opened', async () => {
    const { folder, store } = await newOpenStation()
    store.insertRecord(record(1))
    store.addPage(record(1).id, page(store, 1))
    store.close()
    const again = await open(folder)
    expect(again.listPages(record(1).id)).toHaveLength(1)
  })
})

describe('a damaged header', () => {
  test.each(['header.json', 'header.backup.json'])('is mended from the other copy: %s', async (name) => {
    const { folder } = await newStation()
    const sound = fs.readFileSync(path.join(folder, name), 'utf8')
    flipBit(path.join(folder, name), 300)
    const store = await open(folder)
    expect(store.opening.mendedHeaders).toEqual([name])
    expect(fs.readFileSync(path.join(folder, name), 'utf8')).toBe(sound)
  })

  test('that is missing is written anew', async () => {
    const { folder } = await newStation()
    fs.rmSync(path.join(folder, 'header.json'))
    expect((await open(folder)).opening.mendedHeaders).toEqual(['header.json'])
  })

  test('in both copies is an error, and nothing is created', async () => {
    const { folder } = await newStation()
    for (const name of ['header.json', 'header.backup.json']) flipBit(path.join(folder, name), 300)
    expect(await codeOf(() => open(folder))).toBe('header_damaged')
    for (const name of ['header.json', 'header.backup.json']) fs.rmSync(path.join(folder, name))
    expect(await codeOf(() => open(folder))).toBe('header_damaged')
    expect(await codeOf(() => createStation(folder, { officer: 'B', passphrase: bytesOf(passphrase), training: false }))).toBe('station_exists')
  })

  test('of a newer format is told apart from damage', async () => {
    const { folder } = await newStation()
    rewriteHeader(folder, ['header.json', 'header.backup.json'], (content) => ({ ...content, version: 3 }))
    expect(await codeOf(() => open(folder))).toBe('station_newer')
  })
})

describe('the training flag', () => {
  test('cannot be taken away by editing one header copy: the copy is thrown out', async () => {
    const { folder } = await newStation(true)
    rewriteHeader(folder, ['header.json'], (content) => ({ ...content, training: false, generation: 9 }))
    const store = await open(folder)
    expect(store.training).toBe(true)
    expect(store.opening.mendedHeaders).toEqual(['header.json'])
  })

  test('cannot be taken away by editing both', async () => {
    const { folder } = await newStation(true)
    rewriteHeader(folder, ['header.json', 'header.backup.json'], (content) => ({ ...content, training: false }))
    expect(await codeOf(() => open(folder))).toBe('wrong_passphrase')
  })
})

describe('key slots', () => {
  test('are added, changed and removed; each opens with its own passphrase only', async () => {
    const { folder, store } = await newOpenStation()
    const second = await store.addSlot({ kind: 'officer', name: 'Trần Văn Bình', passphrase: bytesOf('cụm mật khẩu của Bình') })
    await store.changePassphrase(second, bytesOf('cụm mật khẩu mới của Bình'))
    store.close()
    expect(await codeOf(() => open(folder, 'cụm mật khẩu của Bình'))).toBe('wrong_passphrase')
    const again = await open(folder, 'cụm mật khẩu mới của Bình')
    expect(again.officer).toBe('Trần Văn Bình')
    expect(again.listSlots().map((slot) => slot.name)).toEqual(['Nguyễn Thị Hà', '', 'Trần Văn Bình'])
    again.removeSlot(second)
    again.close()
    expect(await codeOf(() => open(folder, 'cụm mật khẩu mới của Bình'))).toBe('wrong_passphrase')
  })

  test('that were removed are not brought back by an older header copy', async () => {
    const { folder, store } = await newOpenStation()
    const second = await store.addSlot({ kind: 'officer', name: 'Bình', passphrase: bytesOf('cụm mật khẩu của Bình') })
    const older = fs.readFileSync(path.join(folder, 'header.backup.json'))
    store.removeSlot(second)
    store.close()
    fs.writeFileSync(path.join(folder, 'header.backup.json'), older)
    expect(await codeOf(() => open(folder, 'cụm mật khẩu của Bình'))).toBe('wrong_passphrase')
    expect((await open(folder)).opening.mendedHeaders).toEqual(['header.backup.json'])
  })

  test('always leave somebody who can open the station', async () => {
    const { store } = await newOpenStation()
    const [officer, recovery] = store.listSlots()
    if (officer === undefined || recovery === undefined) throw new Error('two slots expected')
    store.removeSlot(officer.id)
    expect(await codeOf(() => store.removeSlot(recovery.id))).toBe('last_key_slot')
  })

  test('that are being made while the station closes change nothing', async () => {
    const { folder, store } = await newOpenStation()
    const before = fs.readFileSync(path.join(folder, 'header.json'))
    const adding = store.addSlot({ kind: 'officer', name: 'Bình', passphrase: bytesOf('cụm mật khẩu của Bình') })
    store.close()
    expect(await codeOf(() => adding)).toBe('internal')
    expect(fs.readFileSync(path.join(folder, 'header.json'))).toEqual(before)
    await open(folder)
  })

  test('take a new recovery key in place of the old', async () => {
    const { folder, store, recoveryKey } = await newOpenStation()
    const renewed = await store.renewRecoveryKey()
    store.close()
    expect(await codeOf(() => open(folder, recoveryKey))).toBe('wrong_passphrase')
    await open(folder, renewed)
  })
})

/** Edits header copies and makes their checksum fit, as an attacker would. */
function rewriteHeader(folder: string, names: readonly string[], edit: (content: Record<string, unknown>) => Record<string, unknown>): void {
  for (const name of names) {
    const file = path.join(folder, name)
    const parsed: unknown = JSON.parse(fs.readFileSync(file, 'utf8'))
    if (typeof parsed !== 'object' || parsed === null || !('content' in parsed)) throw new Error('header form changed')
    const content = JSON.stringify(edit({ ...parsed.content as Record<string, unknown> }))
    fs.writeFileSync(file, `{"checksum":"${createHash('sha256').update(content, 'utf8').digest('hex')}","content":${content}}`)
  }
}
