import fs from 'node:fs'
import path from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import type { AuditEntry } from '../../../shared/model/index.ts'
import { exportAudit, exportRecord } from '../../../shared/pipeline/index.ts'
import { codeOf, temporaryFolder } from '../store/station.ts'
import { openCorrectionDesk, type CorrectionDesk } from './correction-desk.ts'

let desk: CorrectionDesk
let folder: string
beforeEach(async () => {
  desk = await openCorrectionDesk()
  folder = temporaryFolder()
})

const actions = (): [string, unknown][] => desk.store.auditEntries(0, 1000).map(({ action, details }) => [action, details])

test('a record that cannot be written out whole leaves no half file, and the log tells what was meant and what is there', async () => {
  const id = desk.signed(1, ['kho'])
  fs.mkdirSync(path.join(folder, `${id}.txt`))
  expect(await codeOf(() => exportRecord(desk.context, id, folder))).toBe('folder_not_writable')
  expect(fs.readdirSync(folder).toSorted()).toEqual([`${id}.pdf`, `${id}.txt`])
  expect(actions().slice(-2)).toEqual([
    ['exported', { files: 3, attachmentsKept: 0 }], ['not all taken out', { files: 3, written: 1, code: 'folder_not_writable' }],
  ])
})

test.each(['json', 'csv'] as const)('an audit log that cannot be written out (%s) leaves no half file, and the log says so', async (format) => {
  const file = path.join(folder, 'nhật ký')
  fs.mkdirSync(file)
  expect(await codeOf(() => exportAudit(desk.context, file, format))).toBe('folder_not_writable')
  expect(fs.readdirSync(folder)).toEqual(['nhật ký'])
  expect(actions().slice(-2).map(([action]) => action)).toEqual(['audit exported', 'not all taken out'])
})

test('the entry stands in the log when the first file appears', async () => {
  const id = desk.signed(1, ['kho'])
  const seen: (readonly string[])[] = []
  const store = { ...desk.store, appendAuditEntry: (entry: AuditEntry): void => {
    seen.push(fs.readdirSync(folder))
    desk.store.appendAuditEntry(entry)
  } }
  await exportRecord({ ...desk.context, store }, id, folder)
  expect(seen).toEqual([[]])
  expect(fs.readdirSync(folder)).toHaveLength(3)
})

test('an audit log holds what the station had done before it was written out, and not its own entry', async () => {
  const file = path.join(folder, 'nhật ký')
  const { entries } = await exportAudit(desk.context, file, 'csv')
  expect(fs.readFileSync(file, 'utf8').trim().split('\r\n')).toHaveLength(1 + entries)
  expect(actions()).toHaveLength(entries + 1)
})
