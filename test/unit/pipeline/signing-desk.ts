import { makeDemoPki, signerOf, type DemoIdentity, type DemoPki } from '../../../demo/pki.ts'
import { startStatusService, type DemoStatusService } from '../../../demo/status-service.ts'
import { startTimeStampAuthority, type DemoTimeStampAuthority } from '../../../demo/time-stamp-authority.ts'
import type { StationEvent } from '../../../shared/contract/index.ts'
import { instant, type Digest, type FileVerdict, type Instant, type RecordId, type SignatureLevel } from '../../../shared/model/index.ts'
import { stationTrust, type PipelineContext } from '../../../shared/pipeline/index.ts'
import { checkKeyTrust, signRecord } from '../../../shared/pipeline/signing/sign-record.ts'
import { toPem } from '../../../shared/pki/index.ts'
import { loadSigningRegime } from '../../../shared/sign/index.ts'
import { openVerifier, type Verifier } from '../../../shared/verify/index.ts'
import { makePlainPdf } from '../../support/signed-pdf.ts'
import { record, recordId } from '../store/station.ts'
import { openCorrectionDesk, type CorrectionDesk } from './correction-desk.ts'

const agency = 'Ủy ban nhân dân xã Đồng Mây'
const hourMs = 3_600_000

/** A desk that signs, with the authorities that it asks. Its clock is the machine's, moved by `ahead`. */
export interface SigningDesk {
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

/** The authorities that signing desks ask, and one verifier for all of them: it starts slowly. */
export interface Authorities {
  readonly status: DemoStatusService
  readonly pki: DemoPki
  readonly tsa: DemoTimeStampAuthority
  readonly verifier: Verifier
  readonly close: () => Promise<void>
}

export async function openAuthorities(): Promise<Authorities> {
  const status = await startStatusService()
  const pki = await makeDemoPki({ agency, statusUrl: status.url })
  status.answerFor(pki)
  const tsa = await startTimeStampAuthority(pki)
  const verifier = openVerifier()
  return {
    status, pki, tsa, verifier,
    async close() {
      await status.close()
      await tsa.close()
      await verifier.close()
    },
  }
}

/** Opens a desk whose authorities are honest and awake again. */
export async function openSigningDesk({ status, pki, tsa, verifier }: Authorities, level: SignatureLevel): Promise<SigningDesk> {
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
      await signRecord(context, id, { regime: loadSigningRegime('chuyen-doi'), agency, additions: { mark: null, headStrip: 0 }, unsigned, made: [] }, key)
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
