import { expect, test } from 'vitest'
import { instant, type RecordId } from '../../../shared/model/index.ts'
import { digestOfInputs } from '../../../shared/pipeline/digests.ts'
import { extractFields } from '../../../shared/pipeline/reading/extract-fields.ts'
import { writeCleaning } from '../../../shared/pipeline/step-results.ts'
import { deathExtract, decision, type Printed } from '../../support/result-forms.ts'
import { openDesk, type Desk } from './desk.ts'

const owner: Printed = { name: 'Giàng Vản Sình', sex: 'male', birthYear: 1941, id: '099041000128' }

/** The record's one page, as read now. */
async function readAs(desk: Desk, id: RecordId, page: ReturnType<typeof decision>): Promise<void> {
  const at = instant()
  const step = { inputs: digestOfInputs('same'), engine: 'test', resultDigest: null, startedAt: at, finishedAt: at }
  const cleaning = { geometry: page.geometry, blank: false, ink: { cellPx: 50, columns: 1, rows: 1, cells: new Uint8Array(1) }, warnings: [], treatments: [], cutInk: [], showThrough: null }
  desk.context.store.putStep(id, 1, 'clean', { ...step, result: writeCleaning(cleaning) })
  desk.context.store.putStep(id, 1, 'recognise', { ...step, result: page.text })
  desk.become(id, { work: 'recognised', pageCount: 1 })
  await extractFields(desk.context, id)
}

test('a confirmed recipient stays while the paper names the same persons, and is judged anew when another reading names others', async () => {
  const desk = await openDesk()
  const id = desk.extracted(1)
  await readAs(desk, id, decision(owner))
  desk.review(id, { owners: [{ kind: 'person', name: owner.name, id: owner.id }], confirmRecipient: true, reason: 'đã xem căn cước' })
  expect(desk.get(id).recipient.state).toBe('confirmed')
  await readAs(desk, id, decision(owner))
  expect(desk.get(id).recipient.state).toBe('confirmed')
  await readAs(desk, id, deathExtract(owner, null))
  expect(desk.get(id).recipient).toEqual({ state: 'open', why: 'deceased' })
})
