import { beforeEach, describe, expect, test } from 'vitest'
import { instant, sameFinding, type AuditEntry, type RecordId } from '../../../shared/model/index.ts'
import { advance } from '../../../shared/pipeline/advance.ts'
import { digestOfInputs } from '../../../shared/pipeline/digests.ts'
import { passReview } from '../../../shared/pipeline/reading/review.ts'
import { recordDetailOf, recordLineOf } from '../../../shared/pipeline/record/record-view.ts'
import { readCleaning, writeCleaning } from '../../../shared/pipeline/step-results.ts'
import { tellAgain } from '../../../shared/pipeline/record/told-data.ts'
import { scannedPageOf, type PlannedPage } from '../../support/planned-paper.ts'
import { documentOf } from '../../support/whole-papers.ts'
import { openDesk, type Desk } from './desk.ts'

let desk: Desk
beforeEach(async () => { desk = await openDesk() })

/** A record whose pages were cleaned and read as planned, at the point where questions are asked. */
async function laidDown(pages: readonly PlannedPage[], sheets: number | null = null, round = 'first'): Promise<RecordId> {
  const id = desk.extracted(1)
  await readAs(id, pages, round)
  desk.become(id, { pageCount: pages.length, dossier: { ...desk.get(id).dossier, sheets } })
  return id
}

const entriesOf = (action: string): AuditEntry[] => desk.context.store.auditEntries(0, 1000).filter((entry) => entry.action === action)

async function readAs(id: RecordId, pages: readonly PlannedPage[], round: string): Promise<void> {
  const at = instant()
  const inputs = digestOfInputs(round)
  for (const [index, page] of pages.entries()) {
    const { text, cleaning } = await scannedPageOf(page, 100)
    desk.context.store.putStep(id, index + 1, 'clean', { inputs, engine: 'planned', result: writeCleaning(cleaning), resultDigest: null, startedAt: at, finishedAt: at })
    desk.context.store.putStep(id, index + 1, 'recognise', { inputs, engine: 'planned', result: text, resultDigest: null, startedAt: at, finishedAt: at })
  }
}

const pages = documentOf({ pages: 4, seed: 7, articles: 1 })
const secondMissing = pages.filter((_, index) => index !== 1)

describe('a paper of which something is wanting', () => {
  test('stops before its mark, says what is missing, and tells everything that was found', async () => {
    const id = await laidDown(secondMissing, 4)
    expect(desk.pass(id)).toMatchObject({ work: 'awaiting review', stoppedBy: { code: 'paper_incomplete', params: { finding: 'page-missing', page: 2, missing: '2', after: 1, before: 3, others: 2 } } })
    expect(recordLineOf(desk.context, id).findings.map(({ kind, page, overruled }) => [kind, page, overruled])).toEqual([
      ['page-missing', 2, null], ['heading-missing', 2, null], ['sheets-differ', null, null],
    ])
  })

  test('is not passed by accepting values, whatever their confidence', async () => {
    const id = await laidDown(secondMissing)
    desk.pass(id)
    for (const params of [{ accept: true }, { acceptAbove: 0 }, { accept: true, reason: 'đã xem' }]) {
      expect(desk.review(id, params)).toMatchObject({ work: 'awaiting review', stoppedBy: { code: 'paper_incomplete' } })
    }
  })

  test('passes when a person overrules with a reason, which is kept with who and when; never without one', async () => {
    const id = await laidDown(secondMissing)
    desk.pass(id)
    expect(() => desk.review(id, { overrule: 'all' })).toThrow(expect.objectContaining({ code: 'reason_missing' }))
    expect(() => desk.review(id, { overrule: 'all', reason: '  ' })).toThrow(expect.objectContaining({ code: 'reason_missing' }))
    expect(desk.review(id, { overrule: 'all', reason: 'Giấy chỉ có ba trang, số trang in sai.' })).toMatchObject({ work: 'reviewed', stoppedBy: null })
    const { findings } = recordDetailOf(desk.context, id)
    expect(findings).toHaveLength(2)
    for (const { overruled } of findings) expect(overruled).toMatchObject({ by: 'Nguyễn Thị Hà', reason: 'Giấy chỉ có ba trang, số trang in sai.' })
    const entries = entriesOf('finding overruled')
    expect(entries.map(({ details }) => details.finding)).toEqual(['page-missing', 'heading-missing'])
    expect(JSON.stringify(entries)).not.toContain('ba trang')
  })

  test('waits on for what was not overruled, one kind or one page at a time', async () => {
    const id = await laidDown(secondMissing)
    desk.pass(id)
    expect(desk.review(id, { overrule: [{ finding: 'page-missing', page: 2 }], reason: 'in sai' })).toMatchObject({ work: 'awaiting review', stoppedBy: { params: { finding: 'heading-missing', others: 0 } } })
    expect(() => desk.review(id, { overrule: [{ finding: 'page-missing' }], reason: 'in sai' })).toThrow(expect.objectContaining({ code: 'finding_unknown' }))
    expect(() => desk.review(id, { overrule: [{ finding: 'heading-missing', page: 3 }], reason: 'in sai' })).toThrow(expect.objectContaining({ code: 'finding_unknown' }))
    expect(desk.review(id, { overrule: [{ finding: 'heading-missing' }], reason: 'in sai' })).toMatchObject({ work: 'reviewed' })
  })

  test('is asked anew for what a new reading finds: a decision covers only what was shown', async () => {
    const id = await laidDown(secondMissing)
    desk.pass(id)
    desk.review(id, { overrule: 'all', reason: 'đã xem' })
    await readAs(id, [pages[0], pages[2], pages[2]].flatMap((page) => page ?? []), 'second')
    desk.become(id, { work: 'extracted' })
    expect(desk.pass(id)).toMatchObject({ work: 'awaiting review', stoppedBy: { code: 'paper_incomplete', params: { finding: 'page-repeated', page: 3 } } })
  })

  test('is asked anew when a page that could not be read is read again from the same picture', async () => {
    const id = await laidDown(secondMissing, 4)
    desk.pass(id)
    desk.review(id, { overrule: 'all', reason: 'đã xem' })
    await new Promise((resolve) => { setTimeout(resolve, 2) })
    await readAs(id, [pages[0], pages[2], pages[2]].flatMap((page) => page ?? []), 'first')
    desk.become(id, { work: 'extracted' })
    expect(desk.pass(id)).toMatchObject({ work: 'awaiting review', stoppedBy: { code: 'paper_incomplete', params: { finding: 'page-repeated' } } })
  })
})

describe('sheets as counted', () => {
  test('must be the pages, or half of them; counting again mends it', async () => {
    const id = await laidDown(pages, 3)
    expect(desk.pass(id)).toMatchObject({ stoppedBy: { code: 'paper_incomplete', params: { finding: 'sheets-differ', sheets: 3, pages: 4 } } })
    expect(desk.review(id, { sheets: 2 })).toMatchObject({ work: 'reviewed', stoppedBy: null, dossier: { sheets: 2 } })
  })

  test('told with the same paper handed in again are compared before its mark', async () => {
    const id = await laidDown(pages, null)
    expect(desk.pass(id)).toMatchObject({ work: 'reviewed' })
    tellAgain(desk.context, id, { ...desk.get(id).dossier, sheets: 5 }, null)
    expect(await advance(desk.context, id)).toMatchObject({ work: 'awaiting review', stoppedBy: { code: 'paper_incomplete', params: { finding: 'sheets-differ' } } })
  })

  test('told wrongly after review bring a record back before its mark', async () => {
    const id = await laidDown(pages, 4)
    expect(desk.pass(id)).toMatchObject({ work: 'reviewed' })
    expect(desk.review(id, { sheets: 5 })).toMatchObject({ work: 'awaiting review', stoppedBy: { code: 'paper_incomplete' } })
  })
})

test('a whole paper is looked at once: nothing is written again while nothing changed', async () => {
  const id = await laidDown(pages)
  expect(desk.pass(id)).toMatchObject({ work: 'reviewed' })
  const looks = (): number => entriesOf('whole paper checked').length
  desk.become(id, { work: 'extracted' })
  passReview(desk.context, id)
  expect(looks()).toBe(1)
})

test('a signed original is not looked at: its signature covers all of it', async () => {
  const id = await laidDown(secondMissing)
  desk.become(id, { origin: 'signed electronic original', trust: 'original passed' })
  expect(desk.pass(id)).toMatchObject({ work: 'reviewed' })
})

test('a cleaning kept before edges and backs were looked at is still readable', async () => {
  const [page] = pages
  if (page === undefined) throw new Error('no page')
  const { cleaning } = await scannedPageOf(page, 100)
  const written = JSON.parse(JSON.stringify(writeCleaning(cleaning))) as Record<string, unknown>
  const { cutInk, showThrough, ...old } = written
  expect([cutInk, showThrough]).toEqual([[], null])
  expect(readCleaning({ result: old })).toMatchObject({ cutInk: [], showThrough: null })
})

test('how the paper of a page was curled is kept with it', async () => {
  const [page] = pages
  if (page === undefined) throw new Error('no page')
  const { cleaning } = await scannedPageOf(page, 100)
  const curl = { top: -3.5, columns: 2, rows: 2, stepX: 800, stepY: 1150, lifts: [4, 0, -2.5, 0] }
  expect(readCleaning({ result: JSON.parse(JSON.stringify(writeCleaning({ ...cleaning, geometry: { ...cleaning.geometry, curl } }))) })?.geometry.curl).toEqual(curl)
})

test('findings are the same by what they say, in whatever order their parameters stand', () => {
  const finding = { kind: 'page-missing', page: 2, box: null, params: { after: 1, before: 3 } } as const
  expect(sameFinding(finding, { ...finding, params: { before: 3, after: 1 }, box: { x: 1, y: 1, width: 1, height: 1 } })).toBe(true)
  expect(sameFinding(finding, { ...finding, page: 3 })).toBe(false)
})
