import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { flipBit, newOpenStation } from './station.ts'

const mebibyte = 1_048_576

test('parts of a blob are what stands there, across chunks and past its end, and all of it is compared with its digest', async () => {
  const { store } = await newOpenStation()
  const bytes = randomBytes(2 * mebibyte + 12_345)
  const blob = store.openBlob(store.putBlob(bytes))
  expect(blob.size).toBe(bytes.length)
  const ranges = [[0, 10], [mebibyte - 3, mebibyte + 3], [5, 2 * mebibyte + 7], [2 * mebibyte, bytes.length], [bytes.length - 4, bytes.length + 99], [bytes.length, bytes.length + 1], [7, 7]] as const
  for (const [start, end] of ranges) expect(Buffer.from(blob.read(start, end)).equals(bytes.subarray(start, end)), `${start} to ${end}`).toBe(true)
  expect(Buffer.concat([...blob.pieces()]).equals(bytes)).toBe(true)
})

test('a part of a damaged chunk is refused, and so is the whole; other chunks are read', async () => {
  const { store, folder } = await newOpenStation()
  const blob = store.openBlob(store.putBlob(randomBytes(3 * mebibyte)))
  const [file] = fs.readdirSync(path.join(folder, 'blobs'), { recursive: true, encoding: 'utf8' }).map((name) => path.join(folder, 'blobs', name)).filter((name) => fs.statSync(name).size > mebibyte)
  if (file === undefined) throw new Error('no blob')
  flipBit(file, mebibyte + 500)
  expect(blob.read(0, 100)).toHaveLength(100)
  expect(() => blob.read(mebibyte, mebibyte + 10)).toThrow(expect.objectContaining({ code: 'blob_damaged' }) as Error)
  expect(() => [...blob.pieces()]).toThrow(expect.objectContaining({ code: 'blob_damaged' }) as Error)
})
