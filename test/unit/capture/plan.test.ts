import { appendFile, mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { planDocument, readSource } from '../../../shared/capture/index.ts'

const jpegHead = Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex')
const pngHead = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
const longAgo = new Date('2026-01-02T03:04:05.678Z')

let folder: string
beforeEach(async () => { folder = await mkdtemp(path.join(tmpdir(), 'sohoa-plan-')) })
afterEach(() => rm(folder, { recursive: true }))

async function put(name: string, bytes: Uint8Array = jpegHead, when = longAgo): Promise<string> {
  const file = path.join(folder, name)
  await mkdir(path.dirname(file), { recursive: true })
  await writeFile(file, bytes)
  await utimes(file, when, when)
  return file
}

describe('one file', () => {
  test('is a document by the name people know', async () => {
    const file = await put('Quyết định số 12.signed.pdf', Buffer.from('%PDF-1.7\n'))
    const plan = await planDocument(file)
    expect(plan).toEqual({ name: 'Quyết định số 12.signed', files: [{ path: file, name: 'Quyết định số 12.signed.pdf', sizeBytes: 9, modifiedAt: longAgo.toISOString() }] })
  })

  test.each([['NFC', 'NFD'], ['NFD', 'NFC']] as const)('is found when it was typed in %s and stands on the disk in %s', async (typed, stored) => {
    const name = 'Giấy phép xây dựng (bản quét).jpg'
    const file = await put(path.join('Hồ sơ một cửa'.normalize(stored), name.normalize(stored)))
    const plan = await planDocument(path.join(folder, 'Hồ sơ một cửa', name).normalize(typed))
    expect(plan.files[0]?.path).toBe(file)
    expect(plan.files[0]?.name).toBe(name.normalize('NFC'))
    expect(plan.name).toBe('Giấy phép xây dựng (bản quét)')
    const sources = await Promise.all(plan.files.map((planned) => readSource(planned)))
    expect(sources.map((source) => source.format)).toEqual(['jpeg'])
  })

  test('that is missing, empty, no image or a picture of a foreign kind is named in the error', async () => {
    await expect(planDocument(path.join(folder, 'thiếu.pdf'))).rejects.toMatchObject({ code: 'file_not_found', params: { file: 'thiếu.pdf' } })
    await expect(planDocument(await put('rỗng.jpg', Buffer.alloc(0)))).rejects.toMatchObject({ code: 'empty_file', params: { file: 'rỗng.jpg' } })
    await expect(planDocument(await put('giả.jpg', Buffer.from('PK\u0003\u0004 word')))).rejects.toMatchObject({ code: 'not_an_image', params: { file: 'giả.jpg' } })
    await expect(planDocument(await put('ảnh.jpg', Buffer.from('GIF89a.....................')))).rejects.toMatchObject({ code: 'image_unsupported', params: { file: 'ảnh.jpg', detail: 'GIF' } })
    await expect(planDocument(await put('máy ảnh.heic', Buffer.from('\0\0\0\u0018ftypheic\0\0\0\0')))).rejects.toMatchObject({ code: 'image_unsupported', params: { detail: 'HEIC' } })
  })
})

describe('one folder', () => {
  test('gives its pages in the order people count', async () => {
    for (const name of ['trang 10.jpg', 'trang 2.jpg', 'trang 1.png', 'Trang 3.jpg', 'trang 02b.jpg']) await put(name, name.endsWith('png') ? pngHead : jpegHead)
    const plan = await planDocument(folder)
    expect(plan.files.map((file) => file.name)).toEqual(['trang 1.png', 'trang 2.jpg', 'trang 02b.jpg', 'Trang 3.jpg', 'trang 10.jpg'])
    expect(plan.name).toBe(path.basename(folder))
  })

  test('sorts composed and decomposed names alike', async () => {
    for (const name of ['ảnh 2.jpg'.normalize('NFD'), 'ảnh 10.jpg', 'ảnh 1.jpg'.normalize('NFC')]) await put(name)
    expect((await planDocument(folder)).files.map((file) => file.name)).toEqual(['ảnh 1.jpg', 'ảnh 2.jpg', 'ảnh 10.jpg'])
  })

  test('passes over hidden and temporary files and what the system leaves behind', async () => {
    await put('p1.jpg')
    for (const name of ['.DS_Store', '.hidden.jpg', 'Thumbs.db', 'desktop.ini', '~$p1.jpg', 'p2.jpg.part', 'p3.tmp', 'p4.jpg.crdownload']) await put(name, Buffer.from('x'))
    expect((await planDocument(folder)).files.map((file) => file.name)).toEqual(['p1.jpg'])
  })

  test('never passes over a foreign file or an inner folder in silence', async () => {
    await put('p1.jpg')
    const foreign = await put('ghi chú.docx', Buffer.from('PK\u0003\u0004'))
    await expect(planDocument(folder)).rejects.toMatchObject({ code: 'not_an_image', params: { file: 'ghi chú.docx' } })
    await rm(foreign)
    await put('phụ lục/p2.jpg')
    await expect(planDocument(folder)).rejects.toMatchObject({ code: 'folder_nested', params: { file: 'phụ lục' } })
  })

  test('without a page is empty_folder, also when it holds only temporary files', async () => {
    await expect(planDocument(folder)).rejects.toMatchObject({ code: 'empty_folder', params: { file: path.basename(folder) } })
    await put('p1.tmp')
    await expect(planDocument(folder)).rejects.toMatchObject({ code: 'empty_folder' })
  })
})

describe('a file that is still being written', () => {
  /** Appends to a file until stopped, more often than the plan looks. */
  function keepWriting(file: string): () => Promise<void> {
    const stopping = new AbortController()
    const loop = (async () => {
      while (!stopping.signal.aborted) {
        await appendFile(file, 'x')
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
    })()
    return async () => {
      stopping.abort()
      await loop
    }
  }

  test.each([['page.jpg'], ['page.jpg.part']])('%s is refused now and taken when it is complete', async (name) => {
    await put('other.jpg')
    const file = await put(name, jpegHead, new Date())
    const stop = keepWriting(file)
    try {
      await expect(planDocument(folder, { settleMs: 400 })).rejects.toMatchObject({ code: 'file_being_written', params: { file: name } })
    } finally {
      await stop()
    }
    expect((await planDocument(folder, { settleMs: 100 })).files.length).toBe(name === 'page.jpg' ? 2 : 1)
  })
})

test('a folder that is still being filled is refused, though each page in it is complete', async () => {
  await put('p1.jpg')
  const plan = planDocument(folder, { settleMs: 500 })
  const arrival = new Promise((resolve) => setTimeout(resolve, 150)).then(() => put('p2.jpg'))
  await expect(plan).rejects.toMatchObject({ code: 'file_being_written', params: { file: path.basename(folder) } })
  await arrival
  expect((await planDocument(folder, { settleMs: 50 })).files.length).toBe(2)
})

test('a temporary name is no obstacle for a file that is given by itself', async () => {
  expect((await planDocument(await put('bản quét.tmp'))).files.map((file) => file.name)).toEqual(['bản quét.tmp'])
})

describe('reading', () => {
  test('gives bytes, digest and a format by content, never by name', async () => {
    const plan = await planDocument(await put('tên sai.png', jpegHead))
    const [file] = plan.files
    if (file === undefined) throw new Error('no file')
    const source = await readSource(file)
    expect(source.format).toBe('jpeg')
    expect(source.digest).toBe(createHash('sha256').update(jpegHead).digest('hex'))
    expect(Buffer.compare(source.bytes, jpegHead)).toBe(0)
  })

  test('refuses a file that is no longer what was planned', async () => {
    const name = await put('a.jpg')
    const [file] = (await planDocument(name)).files
    if (file === undefined) throw new Error('no file')
    await utimes(name, new Date('2026-01-02T03:04:06Z'), new Date('2026-01-02T03:04:06Z'))
    await expect(readSource(file)).rejects.toMatchObject({ code: 'source_changed', params: { file: 'a.jpg' } })
    await put('a.jpg', Buffer.concat([jpegHead, jpegHead]))
    await expect(readSource(file)).rejects.toMatchObject({ code: 'source_changed' })
    await rm(name)
    await expect(readSource(file)).rejects.toMatchObject({ code: 'file_not_found' })
  })
})
