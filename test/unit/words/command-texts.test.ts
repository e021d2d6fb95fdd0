import { readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { commandTexts } from '../../../shared/words/index.ts'

const folder = path.join(import.meta.dirname, '../../../shared/words/commands')

test('no text of the command line stands twice under one name: the later would speak in place of the earlier', async () => {
  const tables = await Promise.all(readdirSync(folder).map(async (file) => Object.values(await import(path.join(folder, file)) as Record<string, object>)))
  const names = tables.flat().flatMap((table) => Object.keys(table))
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([])
  expect(names.toSorted()).toEqual(Object.keys(commandTexts).toSorted())
})

test('a record says how many pages it has', () => {
  expect(commandTexts.pages.vi).toBe('{count} trang')
})
