import { toRecordId, type RecordId, type WorkState } from '../../model/index.ts'
import { advance, audit, editPages, insertFiles, mergeRecords, pageListOf, pageWordsOf, recordLineOf, splitRecord, undoPageEdit } from '../../pipeline/index.ts'
import type { StationContext } from '../context.ts'
import type { Handlers } from './handlers.ts'

/** While its pages are read a record takes edits at once: whoever reads looks again at the end. */
const reading: readonly WorkState[] = ['captured', 'cleaned', 'recognised']

async function edited(context: StationContext, id: RecordId, edit: () => void): Promise<ReturnType<typeof pageListOf>> {
  if (reading.includes(context.store.getRecord(id).work)) edit()
  else await context.alone(id, () => { edit(); return Promise.resolve() })
  return pageListOf(context, id)
}

export const pageHandlers: Handlers = {
  'page.list': ({ id }, context) => pageListOf(context, toRecordId(id)),
  'page.words': ({ id, ordinal }, context) => {
    audit(context, 'page text viewed', toRecordId(id), { page: ordinal })
    return pageWordsOf(context, toRecordId(id), ordinal)
  },
  'page.edit': ({ id, edit }, context) => edited(context, toRecordId(id), () => { editPages(context, toRecordId(id), edit) }),
  'page.undo': ({ id }, context) => edited(context, toRecordId(id), () => { undoPageEdit(context, toRecordId(id)) }),
  'page.insert': async ({ id: given, files, place = null, insteadOf = null }, context) => {
    const id = toRecordId(given)
    await insertFiles(context, id, files, { place, insteadOf })
    return pageListOf(context, id)
  },
  'page.read': async ({ id }, context) => recordLineOf(context, (await advance(context, toRecordId(id), { signing: 'hold' })).id),
  'record.split': ({ id, at }, context) => ({ records: splitRecord(context, toRecordId(id), at).map((part) => recordLineOf(context, part)) }),
  'record.merge': async ({ id: given, with: other }, context) => {
    const [id, otherId] = [toRecordId(given), toRecordId(other)]
    // Always in one order: two that merge each other must not wait for each other.
    const [first, second] = id < otherId ? [id, otherId] : [otherId, id]
    await context.alone(first, () => context.alone(second, () => { mergeRecords(context, id, otherId); return Promise.resolve() }))
    return recordLineOf(context, id)
  },
}
