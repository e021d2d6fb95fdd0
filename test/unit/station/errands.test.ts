import { describe, expect, it, vi } from 'vitest'
import type { StationEvent } from '../../../shared/contract/index.ts'
import { runErrands } from '../../../shared/station/errands.ts'
import { stationContext } from '../../support/station-context.ts'
import { openCorrectionDesk, type CorrectionDesk } from '../pipeline/correction-desk.ts'

const times = { firstMs: 1, roundMs: 5, mostRoundsWithoutStamp: 2 }
const deliveriesOf = ({ store }: CorrectionDesk, id: ReturnType<CorrectionDesk['signed']>): (string | null)[] =>
  store.getRecord(id).deliveries.map(({ target, state, lastError }) => [target, state, lastError].filter((part) => part !== null).join(' '))

/** Has a desk's errands done until `enough`. */
async function errandsUntil(desk: CorrectionDesk, enough: () => void): Promise<void> {
  const stop = new AbortController()
  const context = stationContext(desk.context, desk.folder)
  const done = runErrands(context, stop.signal, (thrown) => { throw thrown }, times)
  await vi.waitFor(enough)
  stop.abort()
  await done
}

describe('an open station', () => {
  it('sends by itself what is due, without anybody asking', async () => {
    const desk = await openCorrectionDesk()
    const id = desk.signed(1, ['kho'])
    await errandsUntil(desk, () => { expect(deliveriesOf(desk, id)).toEqual(['kho delivered']) })
    expect(desk.store.getRecord(id).work).toBe('delivered')
  })

  it('keeps trying while the line is cut, and sends when it is back', async () => {
    const desk = await openCorrectionDesk()
    const id = desk.signed(1, ['kho'])
    desk.line.onAnnounce = () => ({ code: 'hub_unreachable' })
    await errandsUntil(desk, () => { expect(deliveriesOf(desk, id)).toEqual(['kho queued hub_unreachable']) })
    desk.line.onAnnounce = () => undefined
    desk.later(600)
    await errandsUntil(desk, () => { expect(deliveriesOf(desk, id)).toEqual(['kho delivered']) })
  })

  it('asks a receiver that is silent once a round, however many results wait for it; others get theirs', async () => {
    const desk = await openCorrectionDesk()
    const ids = [1, 2, 3].map((number) => desk.signed(number, ['kho', 'chia-se']))
    const asked: string[] = []
    desk.line.onAnnounce = ({ target }) => {
      asked.push(target)
      return target === 'kho' ? { code: 'hub_unreachable' } : undefined
    }
    await errandsUntil(desk, () => {
      for (const id of ids) expect(deliveriesOf(desk, id)).toEqual(['kho queued hub_unreachable', 'chia-se delivered'])
    })
    expect(asked.filter((target) => target === 'kho')).toHaveLength(1)
  })

  it('tells nobody of records that stay as they are, and lets others have their turn between two of them', async () => {
    const desk = await openCorrectionDesk()
    const waiting = Array.from({ length: 5 }, (_, index) => desk.signed(index + 1, [], { work: 'awaiting review', trust: 'unsigned', pdfDigest: null, fields: {} }))
    const told: string[] = []
    let turns = 0
    const context = { ...stationContext(desk.context, desk.folder), emit: (event: StationEvent) => { if (event.type === 'record') told.push(event.record.id) } }
    const opened = async (due: number): Promise<void> => {
      desk.signed(due, ['kho'])
      const stop = new AbortController()
      const done = runErrands({ ...context, alone: (_, work) => { setImmediate(() => { turns += 1 }); return work() } }, stop.signal, (thrown) => { throw thrown }, times)
      await vi.waitFor(() => { expect(desk.line.delivered).toHaveLength(due - 5) })
      stop.abort()
      await done
    }
    await opened(6)
    expect(told).toEqual(expect.arrayContaining(waiting))
    told.length = 0
    turns = 0
    await opened(7)
    expect(turns).toBeGreaterThanOrEqual(waiting.length)
    expect(told.filter((id) => waiting.some((other) => other === id))).toEqual([])
  })

  it('does nothing by itself for an officer who only looks', async () => {
    const desk = await openCorrectionDesk()
    const id = desk.signed(1, ['kho'])
    const stop = new AbortController()
    await runErrands({ ...stationContext(desk.context, desk.folder), rights: [] }, stop.signal, (thrown) => { throw thrown }, times)
    expect(deliveriesOf(desk, id)).toEqual(['kho queued'])
  })
})
