import fs from 'node:fs'
import { expect, test } from 'vitest'
import { instant, toDigest, type Attachment } from '../../../shared/model/index.ts'
import { bytesOf, codeOf, filesOf, newOpenStation, open, record, recordId } from './station.ts'

test('attachments are kept in their order, each once, and nowhere else in plain', async () => {
  const { folder, store } = await newOpenStation()
  store.insertRecord(record(1))
  store.insertRecord(record(2))
  const paper = bytesOf('giấy ủy quyền '.repeat(50))
  const given = (bytes: Uint8Array, kind: Attachment['kind'] = 'authorisation'): Omit<Attachment, 'ordinal'> =>
    ({ kind, name: 'giấy ủy quyền.pdf', format: 'pdf', digest: store.putBlob(bytes), addedAt: instant(), addedBy: 'Nguyễn Thị Hà' })
  const first = store.addAttachment(recordId(1), given(paper))
  const second = store.addAttachment(recordId(1), given(bytesOf('khác'), 'other'))
  expect([first.ordinal, second.ordinal]).toEqual([1, 2])
  expect(store.addAttachment(recordId(1), given(paper)), 'the same again').toEqual(first)
  expect(store.listAttachments(recordId(1))).toEqual([first, second])
  expect(store.listAttachments(recordId(2))).toEqual([])
  store.close()
  expect((await open(folder)).listAttachments(recordId(1))).toEqual([first, second])
  for (const file of filesOf(folder)) expect(fs.readFileSync(file).includes('giấy ủy quyền')).toBe(false)
})

test('an attachment whose bytes are not stored is refused', async () => {
  const { store } = await newOpenStation()
  store.insertRecord(record(1))
  const attachment = { kind: 'other', name: 'a.pdf', format: 'pdf', digest: toDigest('0'.repeat(64)), addedAt: instant(), addedBy: 'Hà' } as const
  expect(await codeOf(() => store.addAttachment(recordId(1), attachment))).toBe('blob_missing')
  expect(store.listAttachments(recordId(1))).toEqual([])
})
