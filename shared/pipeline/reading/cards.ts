import { z } from 'zod'
import type { ResultOf } from '../../contract/index.ts'
import { cardOnPage, compareCard, readCardQr, showsIdentityCard } from '../../extract/index.ts'
import { openQrReader } from '../../mark/index.ts'
import { describeThrown, isCalendarDate, SohoaError, type CalendarDate, type IdentityCard, type RecordId, type StationRecord } from '../../model/index.ts'
import type { PipelineContext } from '../context.ts'
import { digestOfInputs } from '../digests.ts'
import { readExtraction, readPageText } from '../step-results.ts'

const cardVersion = 1
const step = 'card'

const day = z.custom<CalendarDate>((value) => typeof value === 'string' && isCalendarDate(value))
/** What a page with a card told; null: neither its QR nor its machine-readable zone could be read. */
const cardResult = z.object({
  card: z.object({
    source: z.enum(['qr', 'mrz']), number: z.string(), formerNumber: z.string().nullable(), name: z.string(), birthDate: day, sex: z.enum(['male', 'female']), address: z.string().nullable(),
    issuedOn: day.nullable(), expiresOn: day.nullable(),
  }).nullable(),
})

/** Errors that leave a card unread: the officer is told that it is there all the same. */
const unreadCodes: readonly string[] = ['child_timeout', 'child_memory', 'child_crashed']

async function cardInQr(picture: Uint8Array): Promise<IdentityCard | undefined> {
  const reader = openQrReader()
  try {
    return (await reader.read(picture)).flatMap((text) => readCardQr(text) ?? [])[0]
  } catch (thrown) {
    if (unreadCodes.includes(describeThrown(thrown).code)) return undefined
    throw thrown
  } finally {
    await reader.close()
  }
}

/**
 * Reads the identity cards among a scan's pages, each once: by their QR, else by their machine-readable zone. Also those that an officer has
 * taken out of the document since: what they told stays known until the record ends. Most papers have none, and pay for nothing.
 */
export async function readCards(context: PipelineContext, id: RecordId): Promise<void> {
  const { store } = context
  if (store.getRecord(id).origin !== 'scan') return
  for (const { ordinal, digest } of store.listPages(id)) {
    const recognised = store.getStep(id, ordinal, 'recognise')
    const text = readPageText(recognised)
    if (recognised === undefined || text === undefined || !showsIdentityCard(text)) continue
    const inputs = digestOfInputs([cardVersion, digest, recognised.inputs])
    if (store.getStep(id, ordinal, step)?.inputs === inputs) continue
    const startedAt = context.now()
    const card = await cardInQr(store.getBlob(digest)) ?? cardOnPage(text) ?? null
    store.putStep(id, ordinal, step, { inputs, engine: `card ${cardVersion}`, result: { card }, resultDigest: null, startedAt, finishedAt: context.now() })
  }
}

type Detail = ResultOf<'record.show'>

/** What the paper tells of persons besides name and number, and the cards scanned with it, held against the paper. */
export function peopleInFull(context: PipelineContext, { id }: StationRecord): Pick<Detail, 'people' | 'cards'> {
  const { store } = context
  const people = readExtraction(store.getStep(id, 0, 'extract'))?.owners ?? []
  const cards = store.listSteps(id).filter((outline) => outline.step === step).map(({ page }) => {
    const parsed = cardResult.safeParse(store.getStep(id, page, step)?.result)
    if (!parsed.success) throw new SohoaError('station_damaged', { detail: 'step' })
    const { card } = parsed.data
    if (card === null) return { page, card, person: null, differs: [] }
    const { person, differs } = compareCard(card, people)
    return { page, card, person: person?.name ?? null, differs: [...differs] }
  })
  return {
    people: people.map(({ name, role, particulars, failedChecks }) => ({ name, role, particulars: particulars.map(({ name: what, value }) => ({ name: what, value })), failedChecks: [...failedChecks] })),
    cards,
  }
}
