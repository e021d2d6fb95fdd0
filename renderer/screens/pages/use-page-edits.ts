import { useState } from 'react'
import type { ParamsOf } from '../../../shared/contract/index.ts'
import { describeThrown, type SohoaError } from '../../../shared/model/index.ts'
import { stage } from '../../station/staging.ts'
import { useCall } from '../../station/station.tsx'
import { errorOf } from '../../station/told-error.ts'

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

/** Everything that changes a record's pages: kept at once, to be undone. `onChange` is called before each. */
export function usePageEdits(id: string, onChange: () => void): PageEdits {
  const edit = useCall('page.edit')
  const undo = useCall('page.undo')
  const insert = useCall('page.insert')
  const split = useCall('record.split')
  const merge = useCall('record.merge')
  const [unstaged, setUnstaged] = useState<SohoaError | null>(null)
  const calls = [edit, undo, insert, split, merge]
  const last = calls.toSorted((left, right) => right.submittedAt - left.submittedAt)[0]
  return {
    edit: (change) => {
      onChange()
      edit.mutate({ params: { id, edit: change } })
    },
    undo: () => {
      onChange()
      undo.mutate({ params: { id } })
    },
    insert: (files, where) => {
      onChange()
      setUnstaged(null)
      Promise.all(files.map(stage)).then((paths) => insert.mutate({ params: { id, files: paths, ...where } }), (thrown: unknown) => setUnstaged(errorOf(describeThrown(thrown))))
    },
    split: (place, onDone) => {
      onChange()
      split.mutate({ params: { id, at: [place] } }, { onSuccess: onDone })
    },
    merge: (other, onDone) => {
      onChange()
      merge.mutate({ params: { id, with: other } }, { onSuccess: onDone })
    },
    busy: calls.some(({ isPending }) => isPending),
    error: unstaged ?? last?.error ?? null,
  }
}
