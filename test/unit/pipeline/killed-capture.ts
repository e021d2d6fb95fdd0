import type { DossierData, RecordId } from '../../../shared/model/index.ts'
import { nextIssue } from '../../../shared/pipeline/issues.ts'
import { bytesOf, record, recordId } from '../store/station.ts'
import type { CorrectionDesk } from './correction-desk.ts'

/** A capture that was killed when its files, other ones with the raw pages of `twin`, were read and not yet compared; `replaces`: of a new issue. */
export function killedCapture({ context, store }: CorrectionDesk, twin: RecordId, told: { replaces?: RecordId; dossier?: Partial<DossierData> } = {}): RecordId {
  const id = recordId(999_999)
  const begun = record(999_999)
  const [page] = store.listPages(twin)
  if (page === undefined) throw new Error('a twin has pages')
  const digest = store.putBlob(bytesOf('cùng trang, tệp khác'))
  const issue = told.replaces === undefined ? {} : nextIssue(context, told.replaces, { id, reason: 'Sai tên đệm' })
  store.insertRecord({ ...begun, ...issue, work: 'capturing', dossier: { ...begun.dossier, ...told.dossier } })
  store.planSources(id, [{ ordinal: 1, path: '/x.pdf', name: 'x.pdf', sizeBytes: 1, digest, format: 'pdf' }])
  store.addPage(id, page)
  store.putStep(id, 0, 'source 1', { inputs: digest, engine: 'capture', result: { pages: 1 }, resultDigest: null, startedAt: context.now(), finishedAt: context.now() })
  store.markSourceStored(id, 1)
  return id
}
