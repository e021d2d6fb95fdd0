import { expect, test } from 'vitest'
import { instant } from '../../../shared/model/index.ts'
import { beginLot, dropUsed, stageFile, sweepStaged, type PipelineContext } from '../../../shared/pipeline/index.ts'
import { dossierShape } from '../../../shared/contract/index.ts'
import { codeOf } from '../store/station.ts'
import { openDesk } from './desk.ts'

async function* bytes(text: string): AsyncGenerator<Uint8Array> { yield Promise.resolve(Buffer.from(text)) }

test('a file that comes empty or cut short is refused, and nothing of it is kept', async () => {
  const { context } = await openDesk()
  for (const [text, told, code] of [['', 0, 'empty_file'], ['', undefined, 'empty_file'], ['', 9, 'upload_cut_short'], ['nửa', 500, 'upload_cut_short']] as const) {
    expect(await codeOf(() => stageFile(context, 'quyết định.pdf', bytes(text), told)), `${text} ${told ?? 'untold'}`).toBe(code)
  }
  expect(context.store.listStaged(instant(new Date('9999-01-01T00:00:00Z')))).toEqual([])
  await stageFile(context, 'quyết định.pdf', bytes('đủ'), Buffer.byteLength('đủ'))
})

const tokenOf = (staged: string): string => staged.replace('staged:', '')
const later = (context: PipelineContext, hours: number): PipelineContext => ({ ...context, now: () => instant(new Date(Date.now() + hours * 3_600_000)) })

test('a file handed in is forgotten after a day, but not while a pile needs it', async () => {
  const { context } = await openDesk()
  const [loose, piled] = [await stageFile(context, 'C:\\quét\\rời.jpg', bytes('rời')), await stageFile(context, 'tập.pdf', bytes('tập'))]
  expect(context.store.getStaged(tokenOf(loose)).name).toBe('rời.jpg')
  const lot = beginLot(context, { documents: [{ name: 'tập', pages: [{ file: piled, page: 1 }] }], dossier: dossierShape.omit({ file: true }).parse({}) })
  sweepStaged(later(context, 23))
  expect(context.store.getStaged(tokenOf(loose)).name).toBe('rời.jpg')
  sweepStaged(later(context, 25))
  expect(await codeOf(() => context.store.getStaged(tokenOf(loose)))).toBe('upload_unknown')
  expect(context.store.getStaged(tokenOf(piled)).name).toBe('tập.pdf')
  context.store.setLotDocument({ lotId: lot.id, number: 1 }, { state: 'done', recordId: null, error: null }, 10)
  expect(context.store.isInLots(piled)).toBe(false)
  dropUsed(context, [piled, '/một/tệp/trên/máy.jpg'])
  expect(await codeOf(() => context.store.getStaged(tokenOf(piled)))).toBe('upload_unknown')
})
