import { defaultConfiguration, methods, type Configuration, type ParamsOf } from '../../../shared/contract/index.ts'
import type { Courier } from '../../../shared/deliver/index.ts'
import { fieldNames, instant, toDigest, type FieldName, type RecordField, type RecordId, type StationRecord } from '../../../shared/model/index.ts'
import type { PipelineContext } from '../../../shared/pipeline/index.ts'
import { ReadingPlaces } from '../../../shared/pipeline/reading/reading-places.ts'
import { applyReview, passReview } from '../../../shared/pipeline/reading/review.ts'
import { move } from '../../../shared/pipeline/transition.ts'
import { newOpenStation, record } from '../store/station.ts'

/** What a paper says, as told in a test. */
export interface Paper extends Partial<Record<FieldName, string | null>> {
  readonly ownerId?: string
  readonly resultCode?: string
  readonly dossierCode?: string
}

/** A station's records without their pages: everything between extraction and the mark, quickly. */
export interface Desk {
  readonly context: PipelineContext
  /** A record as extraction leaves it: number 218/QĐ-UBND of Đồng Mây unless the paper says otherwise. */
  extracted(number: number, paper?: Paper): RecordId
  /** The same, gone as far as it can before the mark. */
  read(number: number, paper?: Paper): StationRecord
  pass(id: RecordId): StationRecord
  review(id: RecordId, params: Omit<ParamsOf<'record.review'>, 'id'>): StationRecord
  become(id: RecordId, change: Partial<StationRecord>): void
  sign(id: RecordId): void
  get(id: RecordId): StationRecord
}

const printed: Paper = { codeNumber: '218', codeNotation: 'QĐ-UBND', issuingAgency: 'Ủy ban nhân dân xã Đồng Mây', issuedDate: '2026-11-03', documentType: 'Quyết định' }

const closed = (): never => { throw new Error('no room is needed here') }
const closedRooms: PipelineContext['rooms'] = {
  processes: 1, readingPlaces: new ReadingPlaces(1), image: closed, images: closed, ocr: closed, pdf: closed, assembler: closed, verifier: closed, courier: closed, tokens: closed, scanners: closed, restDecoders: closed, warmReaders: closed, restReaders: closed, interrupt: closed, close: closed,
}
const closedCourier: Courier = { deliver: closed, recall: closed, find: closed, download: closed, time: closed, close: closed }

/** `courier` stands for the network; without one nothing may be sent or asked. */
export async function openDesk(options: { readonly configuration?: Partial<Configuration>; readonly courier?: Partial<Courier> } = {}): Promise<Desk> {
  const { store } = await newOpenStation(true)
  const context: PipelineContext = {
    store, rooms: { ...closedRooms, ...(options.courier === undefined ? {} : { courier: () => ({ ...closedCourier, ...options.courier }) }) }, actor: 'Nguyễn Thị Hà', training: true,
    configuration: () => ({ ...defaultConfiguration, ...options.configuration }), now: () => instant(), emit: () => undefined, stop: new AbortController().signal,
  }
  const field = (value: string | null): RecordField => ({ value, confidence: 1, accepted: true, acceptedBy: 'machine', failedChecks: [], evidence: null })
  const extracted = (number: number, { ownerId, resultCode, dossierCode, ...paper }: Paper = {}): RecordId => {
    const told: Paper = { ...printed, ...paper }
    const begun = record(number)
    store.insertRecord(begun)
    move(context, begun.id, 'fields extracted', (current) => ({
      ...current,
      work: 'extracted',
      fields: Object.fromEntries(fieldNames.flatMap((name) => (told[name] === undefined ? [] : [[name, field(told[name])]]))),
      owners: ownerId === undefined ? [] : [{ kind: 'person', name: 'Mạc Đình Gia Phong', id: ownerId, source: 'paper' }],
      dossier: { ...current.dossier, resultCode: resultCode ?? null, dossierCode: dossierCode ?? null },
    }))
    return begun.id
  }
  const become = (id: RecordId, change: Partial<StationRecord>): void => { move(context, id, 'changed by a test', (current) => ({ ...current, ...change })) }
  return {
    context,
    extracted,
    read: (number, paper) => passReview(context, extracted(number, paper)),
    pass: (id) => passReview(context, id),
    review(id, params) {
      applyReview(context, methods['record.review'].params.parse({ ...params, id }), id)
      const { work } = store.getRecord(id)
      return work === 'awaiting review' || work === 'extracted' ? passReview(context, id) : store.getRecord(id)
    },
    become,
    sign: (id) => { become(id, { work: 'signed', trust: 'B-T', pdfDigest: toDigest(id.toLowerCase().replace(/[^0-9a-f]/gu, '0').padStart(64, '0')) }) },
    get: (id) => store.getRecord(id),
  }
}

