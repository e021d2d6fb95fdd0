import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { appendEntry } from '../../../shared/audit/index.ts'
import { fold, instant } from '../../../shared/model/index.ts'
import { bytesOf, filesOf, newStation, open, passphrase, record, recordId } from './station.ts'

const owner = 'Lò Thị Mỷ Hạnh'
const text = 'Giấy chứng nhận kết hôn của công dân cư trú tại bản Phìn Hồ'

test('nothing that is known of paper or people can be read in the folder, the write-ahead log of a killed station included', async () => {
  const { folder, recoveryKey } = await newStation()
  const store = await open(folder)
  const pageBytes = bytesOf(`JFIF ${text.repeat(300)}`)
  store.insertRecord(record(1, { owners: [{ kind: 'person', name: owner, id: '011180000123', source: 'paper' }] }))
  const digest = store.putBlob(pageBytes)
  store.addPage(recordId(1), {
    ordinal: 1, digest, format: 'jpeg', widthPx: 1, heightPx: 1, dpi: null, dpiFrom: null, exifOrientation: 1, capturedAt: instant(),
  })
  store.indexText(recordId(1), owner, text)
  store.putSetting('agency', 'UBND xã Phìn Hồ')
  appendEntry(store, { actor: 'Nguyễn Thị Hà', action: 'page stored', recordId: recordId(1), details: { digest } })
  await store.addSlot({ kind: 'officer', name: 'Trần Văn Bình', passphrase: bytesOf('cụm mật khẩu của Bình') })
  const secrets = [
    owner, '011180000123', text, 'JFIF', 'Phìn Hồ', 'Nguyễn Thị Hà', 'Trần Văn Bình', 'giấy khai sinh.jpg', passphrase, recoveryKey,
    recoveryKey.replaceAll('-', ''), 'cụm mật khẩu của Bình', 'SQLite format 3', 'CREATE TABLE', digest, recordId(1), 'page stored',
  ].flatMap((secret) => [secret, secret.normalize('NFD'), fold(secret)])
  const scan = (): string[] => scanElsewhere(folder).flatMap(({ file, bytes }) => secrets.filter((secret) => bytes.includes(secret)).map((secret) => `${file}: ${secret}`))
  expect(scanElsewhere(folder).map(({ file }) => path.basename(file))).toEqual(expect.arrayContaining(['station.db', 'station.db-wal', 'header.json']))
  expect(scan()).toEqual([])
  store.close()
  expect(scan()).toEqual([])
})

test('a folder listing does not tell which paper is held', async () => {
  const one = await newStation()
  const two = await newStation()
  const bytes = bytesOf('the same paper')
  const names: string[][] = []
  for (const { folder } of [one, two]) {
    const store = await open(folder)
    store.putBlob(bytes)
    store.close()
    names.push(filesOf(path.join(folder, 'blobs')).map((file) => path.basename(file)))
  }
  expect(names[0]).toHaveLength(1)
  expect(names[0]).not.toEqual(names[1])
})

/** Bytes of all files, read from copies: reading `lock` and the database in this process would drop their locks. */
function scanElsewhere(folder: string): { file: string; bytes: Buffer }[] {
  const copy = fs.mkdtempSync(path.join(path.dirname(folder), 'copy-'))
  onTestFinished(() => fs.rmSync(copy, { recursive: true, force: true }))
  spawnSync('cp', ['-a', `${folder}/.`, copy])
  return filesOf(copy).map((file) => ({ file: path.relative(copy, file), bytes: fs.readFileSync(file) }))
}
