import { SohoaError, identityPrefix, readScanned, type Handover, type RecordId, type Scanned } from '../../model/index.ts'
import type { PipelineContext } from '../context.ts'
import { isWithdrawn } from './standing.ts'
import { audit, move } from '../transition.ts'

/** More results than this nobody collects at once. */
const mostShown = 200

/** What is here for whoever was scanned: records of the dossier, or of the person as owner; none that is out of use. Newest first. */
export function readyFor(context: PipelineContext, text: string): { readonly asked: Scanned; readonly ids: RecordId[] } {
  const { store } = context
  const asked = readScanned(text)
  const found = asked.kind === 'dossier' ? store.recordsOfDossier(asked.dossierCode, mostShown) : store.recordsKnownBy('owner', identityPrefix('owner', asked.id), mostShown)
  const ids = found.filter((id) => !isWithdrawn(store.getRecord(id))).toSorted().toReversed()
  audit(context, 'results looked for at the counter', null, { by: asked.kind, found: ids.length })
  return { asked, ids }
}

/**
 * Keeps that the paper originals of these records left the counter, all or none. Throws already_handed_over for one that did before, and
 * record_frozen for a result that is being corrected: nobody should take a wrong paper home.
 */
export function noteHandover(context: PipelineContext, ids: readonly RecordId[], told: Pick<Handover, 'way' | 'receiver' | 'witness'>): void {
  context.store.transaction(() => {
    for (const id of ids) {
      const { handover, frozen } = context.store.getRecord(id)
      if (frozen !== null) throw new SohoaError('record_frozen')
      if (handover !== null) throw new SohoaError('already_handed_over', { by: handover.by, at: handover.at })
      const handedOver: Handover = { ...told, at: context.now(), by: context.actor }
      move(context, id, 'paper handed over', (record) => ({ ...record, handover: handedOver }), { way: told.way, capacity: told.receiver?.capacity ?? 'owner' })
    }
  })
}
