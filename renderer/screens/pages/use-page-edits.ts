import type { ParamsOf } from '../../../shared/contract/index.ts'
import type { SohoaError } from '../../../shared/model/index.ts'
import { stage } from '../../station/staging.ts'
import { useCall } from '../../station/station.tsx'

type Edit = ParamsOf<'page.edit'>['edit']

export interface PageEdits {
  readonly edit: (edit: Edit) => void
  readonly undo: () => void
  readonly insert: (files: readonly File[], where: { readonly place?: number; readonly insteadOf?: number }) => void
  readonly split: (place: number, onDone: () => void) => void
  readonly merge: (other: string, onDone: () => void) => void
  readonly busy: boolean
  readonly error: SohoaError | null
}

/** Everything that changes a record's pages: kept at once, to be undone. */
export function usePageEdits(id: string): PageEdits {
  const edit = useCall('page.edit')
  const undo = useCall('page.undo')
  const insert = useCall('page.insert')
  const split = useCall('record.split')
  const merge = useCall('record.merge')
  const calls = [edit, undo, insert, split, merge]
  const last = calls.reduce((newest, call) => (call.submittedAt > newest.submittedAt ? call : newest), edit as { readonly submittedAt: number; readonly error: SohoaError | null })
  return {
    edit: (change) => edit.mutate({ params: { id, edit: change } }),
    undo: () => undo.mutate({ params: { id } }),
    insert: (files, where) => void Promise.all(files.map(stage)).then((paths) => insert.mutate({ params: { id, files: paths, ...where } }), () => undefined),
    split: (place, onDone) => split.mutate({ params: { id, at: [place] } }, { onSuccess: onDone }),
    merge: (other, onDone) => merge.mutate({ params: { id, with: other } }, { onSuccess: onDone }),
    busy: calls.some(({ isPending }) => isPending),
    error: last.error,
  }
}
