import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { instant } from '../../../shared/model/index.ts'
import { record } from './record.ts'
import { codeOf, newOpenStation } from './station.ts'

async function* pieces(text: string, times: number): AsyncGenerator<Uint8Array> {
  for (let piece = 0; piece < times; piece++) yield Promise.resolve(Buffer.from(text))
}

const filesOf = (folder: string): string[] => readdirSync(path.join(folder, 'blobs'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map(({ parentPath, name }) => path.join(parentPath, name))

test('a file handed in is encrypted from its first byte on, and forgotten with its bytes when it is dropped', async () => {
  const { store, folder } = await newOpenStation()
  const staged = await store.stageFile('quyết định.pdf', pieces('điều tuyệt đối riêng tư', 100), 10_000, instant())
  expect(staged).toMatchObject({ name: 'quyết định.pdf', sizeBytes: 100 * Buffer.byteLength('điều tuyệt đối riêng tư') })
  expect(store.getStaged(staged.token)).toEqual(staged)
  expect(filesOf(folder)).toHaveLength(1)
  for (const file of filesOf(folder)) expect(readFileSync(file).includes('riêng tư')).toBe(false)
  store.dropStaged([staged.token, 'không có'])
  expect(filesOf(folder)).toEqual([])
  expect(store.hasBlob(staged.digest)).toBe(false)
  expect(await codeOf(() => store.getStaged(staged.token))).toBe('upload_unknown')
  store.close()
})

test('bytes that a record needs, or another file handed in, stay', async () => {
  const { store } = await newOpenStation()
  const [first, second] = [await store.stageFile('một', pieces('cùng nội dung', 1), 1000, instant()), await store.stageFile('hai', pieces('cùng nội dung', 1), 1000, instant())]
  store.dropStaged([first.token])
  expect(store.hasBlob(second.digest)).toBe(true)
  store.insertRecord(record(1))
  store.planSources(record(1).id, [{ ordinal: 1, path: `staged:${second.token}`, name: 'hai', sizeBytes: 10, digest: second.digest, format: 'jpeg' }])
  store.dropStaged([second.token])
  expect(Buffer.from(store.getBlob(second.digest)).toString()).toBe('cùng nội dung')
  store.close()
})

test('a file past the limit leaves nothing behind; what is older than a time is listed', async () => {
  const { store, folder } = await newOpenStation()
  expect(await codeOf(() => store.stageFile('to', pieces('x'.repeat(1000), 20), 5000, instant()))).toBe('file_too_large')
  expect(filesOf(folder)).toEqual([])
  const early = await store.stageFile('sớm', pieces('a', 1), 10, instant(new Date('2026-11-21T08:00:00Z')))
  await store.stageFile('muộn', pieces('b', 1), 10, instant(new Date('2026-11-22T08:00:00Z')))
  expect(store.listStaged(instant(new Date('2026-11-22T00:00:00Z')))).toEqual([early.token])
  store.close()
})
