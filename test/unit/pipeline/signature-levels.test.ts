import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { makeDemoPki, signerOf, type DemoIdentity, type DemoPki } from '../../../demo/pki.ts'
import { startStatusService, type DemoStatusService } from '../../../demo/status-service.ts'
import { startTimeStampAuthority, type DemoTimeStampAuthority } from '../../../demo/time-stamp-authority.ts'
import type { StationEvent } from '../../../shared/contract/index.ts'
import { instant, type Digest, type FileVerdict, type Instant, type RecordId, type SignatureLevel } from '../../../shared/model/index.ts'
import { queueDeliveries, renewArchiveStamps, reopenForSigning, runDeliveries, runRecalls, stationTrust, type PipelineContext } from '../../../shared/pipeline/index.ts'
import { completeSignature } from '../../../shared/pipeline/complete-signature.ts'
import { checkKeyTrust, signRecord } from '../../../shared/pipeline/sign-record.ts'
import { toPem } from '../../../shared/pki/index.ts'
import { loadSigningRegime } from '../../../shared/sign/index.ts'
import { openVerifier, type Verifier } from '../../../shared/verify/index.ts'
import { makePlainPdf } from '../../support/signed-pdf.ts'
import { thrownBy } from '../../support/thrown.ts'
import { record, recordId } from '../store/station.ts'
import { deliveriesOf, openCorrectionDesk, recallsOf, type CorrectionDesk } from './correction-desk.ts'

const agency = 'Ủy ban nhân dân xã Đồng Mây'
const hourMs = 3_600_000

/** A desk that signs, with the authorities that it asks. Its clock is the machine's, moved by `ahead`. */
interface SigningDesk {
  readonly desk: CorrectionDesk
  readonly context: PipelineContext
  readonly notices: string[]
  /** A record with a file to be signed. */
  readonly assembled: (number: number) => Promise<{ readonly id: RecordId; readonly unsigned: Digest }>
  readonly sign: (record: { readonly id: RecordId; readonly unsigned: Digest }, identity?: DemoIdentity) => Promise<void>
  /** The network is gone, or back. */
  readonly cut: () => void
  readonly back: () => void
  /** Moves the clocks of the station and of its authorities. */
  readonly pass: (hours: number) => void
  readonly pdf: (id: RecordId) => Uint8Array
  readonly verdict: (id: RecordId) => Promise<FileVerdict>
  readonly stateOf: (id: RecordId) => string
}

let status: DemoStatusService
let pki: DemoPki
let tsa: DemoTimeStampAuthority
/** One process for all tests: it starts slowly. */
let verifier: Verifier

beforeAll(async () => {
  status = await startStatusService()
  pki = await makeDemoPki({ agency, statusUrl: status.url })
  status.answerFor(pki)
  tsa = await startTimeStampAuthority(pki)
  verifier = openVerifier()
})

afterAll(async () => {
  await status.close()
  await tsa.close()
  await verifier.close()
})

async function openSigningDesk(level: SignatureLevel): Promise<SigningDesk> {
  const desk = await openCorrectionDesk()
  status.setFaults()
  status.setClock(0)
  status.revoke(pki.agency, null)
  tsa.setFault(null)
  tsa.setClock(0)
  desk.configure({ signatureLevel: level, timeStampUrl: tsa.url, timeStampSeconds: 2, trustPem: toPem(pki.root.certificate) })
  const notices: string[] = []
  let aheadMs = 0
  const now = (): Instant => instant(new Date(Date.now() + aheadMs))
  const context: PipelineContext = {
    ...desk.context, now,
    // The verifier's own clock goes with the station's.
    rooms: { ...desk.context.rooms, verifier: () => ({ ...verifier, verifyPdf: (pdf, trust) => verifier.verifyPdf(pdf, trust, now()) }) },
    emit: (event: StationEvent) => { if (event.type === 'notice') notices.push(event.notice.code) },
  }
  const pdf = (id: RecordId): Uint8Array => {
    const { pdfDigest } = desk.store.getRecord(id)
    if (pdfDigest === null) throw new Error('nothing signed')
    return desk.store.getBlob(pdfDigest)
  }
  return {
    desk, context, notices, pdf,
    async assembled(number) {
      const id = recordId(number)
      const unsigned = desk.store.putBlob(await makePlainPdf())
      const owner = { kind: 'person', name: 'Mạc Đình Gia Phong', id: '099085001162', source: 'dossier' } as const
      desk.store.insertRecord(record(number, {
        work: 'assembled', pageCount: 1, rawDigest: unsigned, owners: [owner], recipient: { state: 'agreed' }, dossier: { ...record(number).dossier, owners: [owner] },
        deliveryChoice: { targets: ['kho'], basis: 'asked', at: now(), by: 'Nguyễn Thị Hà', reason: null },
      }))
      return { id, unsigned }
    },
    async sign({ id, unsigned }, identity = pki.agency) {
      const key = signerOf(identity)
      await checkKeyTrust(context, key)
      await signRecord(context, id, { regime: loadSigningRegime('chuyen-doi'), agency, mark: null, unsigned, made: [] }, key)
    },
    cut() {
      status.setFaults('down')
      tsa.setFault('server error')
    },
    back() {
      status.setFaults()
      tsa.setFault(null)
    },
    pass(hours) {
      aheadMs += hours * hourMs
      status.setClock(aheadMs)
      tsa.setClock(aheadMs)
    },
    verdict: (id) => context.rooms.verifier().verifyPdf(pdf(id), stationTrust(context)),
    stateOf(id) {
      const { work, trust } = desk.store.getRecord(id)
      return `${work}, ${trust}`
    },
  }
}

const levelsOf = ({ signatures }: FileVerdict): string[] => signatures.map(({ level }) => level)

describe('the level of a signature', () => {
  it.each([
    ['B-B', 'signed, B-B', 'indeterminate', ['B-B']],
    ['B-T', 'signed, B-T', 'indeterminate', ['B-T']],
    ['B-LT', 'signed, B-LT', 'passed', ['B-LT']],
    ['B-LTA', 'signed, B-LTA', 'passed', ['B-LTA', 'document time stamp']],
  ] as const)('is %s where the station wants it and the network is there; our own verifier says so', async (level, state, verdict, levels) => {
    const { assembled, sign, stateOf, verdict: judge, notices, desk } = await openSigningDesk(level)
    const made = await assembled(1)
    await sign(made)
    expect(stateOf(made.id)).toBe(state)
    const judged = await judge(made.id)
    expect([judged.verdict, levelsOf(judged)]).toEqual([verdict, levels])
    expect(judged.signatures.flatMap(({ changesAfter }) => changesAfter)).toEqual([])
    expect(notices).toEqual([])
    expect(desk.store.getStep(made.id, 0, 'sign')).toMatchObject({ resultDigest: desk.store.getRecord(made.id).pdfDigest, result: { level, status: 'good' } })
  })
})

describe('a signature made without a network', () => {
  it('is made, with a warning and a state that says so, and becomes what is wanted when the network is back, byte for byte behind it', async () => {
    const { assembled, sign, cut, back, stateOf, pdf, verdict, notices, context, desk } = await openSigningDesk('B-LTA')
    cut()
    const made = await assembled(1)
    await sign(made)
    expect(stateOf(made.id)).toBe('signed, status not checked')
    expect(notices).toEqual(['status_not_checked'])
    const first = pdf(made.id)
    queueDeliveries(context, made.id)
    await runDeliveries(context, { id: made.id, now: true })
    expect(stateOf(made.id)).toBe('delivered, status not checked')

    await completeSignature(context, made.id)
    expect([stateOf(made.id), pdf(made.id).length]).toEqual(['delivered, status not checked', first.length])

    back()
    await completeSignature(context, made.id)
    expect(stateOf(made.id)).toBe('signed, B-LTA')
    expect(Buffer.from(pdf(made.id)).subarray(0, first.length).equals(first)).toBe(true)
    expect(await verdict(made.id)).toMatchObject({ verdict: 'passed' })
    queueDeliveries(context, made.id)
    await runDeliveries(context, { id: made.id, now: true })
    expect(stateOf(made.id)).toBe('delivered, B-LTA')
    expect(deliveriesOf(desk, made.id)).toEqual(['kho delivered', 'kho delivered'])

    const { pdfDigest } = desk.store.getRecord(made.id)
    await completeSignature(context, made.id)
    expect(desk.store.getRecord(made.id).pdfDigest).toBe(pdfDigest)
  })

  it('waits for what it lacks step by step, as the authorities come back', async () => {
    const { assembled, sign, cut, stateOf, context } = await openSigningDesk('B-LTA')
    cut()
    const made = await assembled(1)
    await sign(made)
    tsa.setFault(null)
    await completeSignature(context, made.id)
    expect(stateOf(made.id)).toBe('signed, status not checked')
    status.setFaults()
    tsa.setFault('silent')
    await completeSignature(context, made.id)
    expect(stateOf(made.id)).toBe('signed, archive stamp pending')
    tsa.setFault(null)
    await completeSignature(context, made.id)
    expect(stateOf(made.id)).toBe('signed, B-LTA')
  })

  it('whose time stamp alone is missing says only that', async () => {
    const { assembled, sign, stateOf, context, notices } = await openSigningDesk('B-LT')
    tsa.setFault('refuses')
    const made = await assembled(1)
    await sign(made)
    expect([stateOf(made.id), notices]).toEqual(['signed, time stamp pending', []])
    tsa.setFault(null)
    await completeSignature(context, made.id)
    expect(stateOf(made.id)).toBe('signed, B-LT')
  })

  it.each(['badly signed', 'stale', 'unknown', 'not a responder'] as const)('believes no status that is %s', async (lie) => {
    const { assembled, sign, stateOf, context } = await openSigningDesk('B-LT')
    status.setFaults(lie, 'list badly signed')
    const made = await assembled(1)
    await sign(made)
    await completeSignature(context, made.id)
    expect(stateOf(made.id)).toBe('signed, status not checked')
  })
})

describe('a revoked certificate', () => {
  it('signs nothing', async () => {
    const { assembled, sign, stateOf } = await openSigningDesk('B-LT')
    status.revoke(pki.agency, new Date(Date.now() - hourMs))
    const made = await assembled(1)
    expect(await thrownBy(() => sign(made))).toMatchObject({ code: 'certificate_revoked' })
    expect(stateOf(made.id)).toBe('assembled, unsigned')
  })

  it('that turns out to have been so when it signed takes the record out, back from whoever has it, and to a new signature', async () => {
    const { assembled, sign, cut, back, stateOf, context, desk, verdict } = await openSigningDesk('B-LT')
    cut()
    const made = await assembled(1)
    await sign(made)
    queueDeliveries(context, made.id)
    await runDeliveries(context, { id: made.id, now: true })
    expect(stateOf(made.id)).toBe('delivered, status not checked')

    back()
    status.revoke(pki.agency, new Date(Date.now() - hourMs))
    await completeSignature(context, made.id)
    expect(stateOf(made.id)).toBe('quarantined, certificate revoked')
    expect(desk.store.getRecord(made.id).stoppedBy).toMatchObject({ code: 'certificate_revoked' })
    await runRecalls(context, { id: made.id, now: true })
    expect(recallsOf(desk, made.id)).toEqual(['kho acknowledged taken back'])
    queueDeliveries(context, made.id)
    await runDeliveries(context, { id: made.id, now: true })
    expect(desk.line.delivered).toHaveLength(1)

    reopenForSigning(context, made.id)
    expect(stateOf(made.id)).toBe("awaiting the agency's signature, unsigned")
    await sign(made, pki.agencyP256)
    expect(stateOf(made.id)).toBe('signed, B-LT')
    expect(await verdict(made.id)).toMatchObject({ verdict: 'passed', signatures: [{ level: 'B-LT' }] })
    queueDeliveries(context, made.id)
    await runDeliveries(context, { id: made.id, now: true })
    expect(stateOf(made.id)).toBe('delivered, B-LT')
  })

  it('that was revoked after the proven time is of no concern', async () => {
    const { assembled, sign, stateOf, context, verdict, pass } = await openSigningDesk('B-LT')
    status.setFaults('down')
    const made = await assembled(1)
    await sign(made)
    expect(stateOf(made.id)).toBe('signed, status not checked')
    pass(2)
    status.setFaults()
    status.revoke(pki.agency, new Date(Date.now() + hourMs))
    await completeSignature(context, made.id)
    expect(stateOf(made.id)).toBe('signed, B-LT')
    expect(await verdict(made.id)).toMatchObject({ verdict: 'passed' })
  })
})

describe('a clock that a trusted authority does not share', () => {
  it.each([-24, 24])('by %i hours stops the signature, and the mark made by it is forgotten', async (hours) => {
    const { assembled, sign, stateOf, desk } = await openSigningDesk('B-T')
    tsa.setClock(hours * hourMs)
    const made = await assembled(1)
    desk.store.putStep(made.id, 0, 'mark', { inputs: made.unsigned, engine: 'x', result: {}, resultDigest: null, startedAt: instant(), finishedAt: instant() })
    expect(await thrownBy(() => sign(made))).toMatchObject({ code: 'clock_differs', params: { minutes: 1440 } })
    expect(stateOf(made.id)).toBe('assembled, unsigned')
    expect(desk.store.getStep(made.id, 0, 'mark')?.inputs).not.toBe(made.unsigned)
  })
})

describe('an archive time stamp', () => {
  it('is renewed before its certificate ends, with what proves it, and the file holds years later', async () => {
    const { assembled, sign, stateOf, context, pass, pdf, verdict, desk } = await openSigningDesk('B-LTA')
    const made = await assembled(1)
    await sign(made)
    expect(await renewArchiveStamps(context)).toEqual({ renewed: [], failed: [] })
    const before = pdf(made.id)

    // The demo's certificates end after 730 days.
    pass(24 * 660)
    expect(await renewArchiveStamps(context)).toEqual({ renewed: [made.id], failed: [] })
    expect(Buffer.from(pdf(made.id)).subarray(0, before.length).equals(before)).toBe(true)
    expect(await verdict(made.id)).toMatchObject({ verdict: 'passed', signatures: [{ level: 'B-LTA' }, { kind: 'document time stamp' }, { kind: 'document time stamp' }] })
    expect(stateOf(made.id)).toBe('signed, B-LTA')
    expect(desk.store.listHistory(made.id).at(-1)).toBeDefined()
  })

  it('for which nobody gives a new one now stays, and is told', async () => {
    const { assembled, sign, context, pass, pdf } = await openSigningDesk('B-LTA')
    const made = await assembled(1)
    await sign(made)
    const before = pdf(made.id)
    pass(24 * 660)
    tsa.setFault('server error')
    expect(await renewArchiveStamps(context)).toEqual({ renewed: [], failed: [{ id: made.id, reason: 'tsa_refused' }] })
    expect(Buffer.from(pdf(made.id)).equals(before)).toBe(true)
  })
})

vi.setConfig({ testTimeout: 60_000 })
