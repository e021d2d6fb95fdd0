import { useState, type ReactNode } from 'react'
import { go } from '../../app/route.ts'
import { useScannedCode } from '../../keys/keys.tsx'
import type { ScanCode } from '../../keys/scan-code.ts'
import { Dialog } from '../../parts/dialog.tsx'
import { setDraft } from '../../station/drafts.ts'
import { useCall, useStation } from '../../station/station.tsx'
import { counterWords } from '../../words/counter.ts'
import { useSay } from '../../words/say.tsx'
import type { ScreenProps } from '../names.ts'
import { Desk } from './desk.tsx'
import { FilesBeside } from './files-beside.tsx'
import { Welcome } from './welcome.tsx'

/** The counter: one citizen, one paper, one record at a time. */
export function Counter({ record }: ScreenProps): ReactNode {
  return record === null ? <Welcome /> : <><Desk id={record} /><ScannedBeside id={record} /><DroppedBeside id={record} /></>
}

function DroppedBeside({ id }: { readonly id: string }): ReactNode {
  const { data: pages } = useStation('page.list', { id })
  return <FilesBeside key={id} id={id} editable={pages?.editable === true} />
}

/** A code scanned while a record is open: its dossier where it has none, else the next citizen's, after a question. */
function ScannedBeside({ id }: { readonly id: string }): ReactNode {
  const say = useSay()
  const review = useCall('record.review')
  const { data: record } = useStation('record.show', { id })
  const [other, setOther] = useState<ScanCode | null>(null)
  const leave = (code: ScanCode): void => {
    setDraft('counter/asked', code.kind === 'dossier' ? code.code : code.number)
    go('counter')
  }
  useScannedCode((code) => {
    const open = record?.dossier.dossierCode ?? null
    if (code.kind === 'dossier' && open === code.code) return
    if (code.kind === 'dossier' && open === null) review.mutate({ params: { id, dossierCode: code.code } })
    else if (record !== undefined && ['signed', 'delivered'].includes(record.state.work)) leave(code)
    else setOther(code)
  })
  if (other === null) return null
  const scanned = other.kind === 'dossier' ? other.code : other.number
  const close = (): void => setOther(null)
  return (
    <Dialog title={say(counterWords.otherDossier)} onClose={close} actions={[
      ...(other.kind === 'dossier' ? [{
        label: say(counterWords.changeCode), chord: null, run: () => {
          review.mutate({ params: { id, dossierCode: other.code } })
          close()
        },
      }] : []),
      { label: say(counterWords.leaveForOther), chord: 'Enter', run: () => leave(other) },
    ]}>
      <p>{say(counterWords.otherDossierWhy, { open: record?.dossier.dossierCode ?? '–', scanned })}</p>
    </Dialog>
  )
}
