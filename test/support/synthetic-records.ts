import { randomBytes } from 'node:crypto'
import { seededRandom } from '../../demo/papers/sheets/random.ts'
import { appendEntry } from '../../shared/audit/index.ts'
import { composeMark, loadMarkTemplate, placeMark } from '../../shared/mark/index.ts'
import { instant, vietnamDate } from '../../shared/model/index.ts'
import type { AuditDetails, Digest, Instant, LedgerPage, PageCleaning, PageText, RecordId, TargetName, Word, WorkState } from '../../shared/model/index.ts'
import { digestOf, digestOfInputs, rawDigestOf } from '../../shared/pipeline/digests.ts'
import { fieldText } from '../../shared/pipeline/reading/extract-fields.ts'
import { newRecordCode, newRecordId } from '../../shared/pipeline/record/record-id.ts'
import { writeCleaning } from '../../shared/pipeline/step-results.ts'
import type { HistoryEntry, RecordBody } from '../../shared/store/index.ts'
import { administrativeText, type AdministrativeText } from './administrative-text.ts'
import type { OpenedParts } from './opened-parts.ts'
import { copyRecords, Originals } from './synthetic-copies.ts'
import { syntheticAgency, syntheticFields, syntheticOwners, syntheticPages, syntheticTime } from './synthetic-values.ts'

const officer = 'Nguyễn Thị Hà'
const recordsATransaction = 500
const pageImages = 200
/** Records written through the store; later ones copy them. A multiple of a thousand, so that they end alike. */
const originalRecords = 1000

/** How a record ended, by its number within a thousand; one after these is delivered. */
const endings: Readonly<Record<number, WorkState>> = { 100: 'awaiting review', 300: 'awaiting review', 500: 'refused', 700: 'quarantined', 900: 'signed' }

const geometry = { rawWidth: 2480, rawHeight: 3508, mirrored: false, turn: 0, skew: 0.4, width: 2504, height: 3525, dpi: 300, dpiSource: 'image' } as const

/** One page as read: lines of eleven words, set as on A4 at 300 dpi. */
function readPage(body: string): PageText {
  const read = body.split(' ').map((word, index): Word => ({
    text: word, box: { x: 300 + 171.5 * (index % 11), y: 420 + 90 * Math.floor(index / 11), width: 24 * word.length, height: 40.5 }, confidence: 0.91 + (index % 83) / 1000,
    block: 1 + Math.floor(index / 88), paragraph: 1, line: 1 + Math.floor(index / 11),
  }))
  return { state: 'read', words: read, engine: 'tesseract.js 7.0.0', model: 'tessdata_fast vie' }
}

function cleaningOf(page: PageText): PageCleaning {
  const [columns, rows] = [105, 147]
  const cells = new Uint8Array(columns * rows)
  for (const { box } of page.state === 'read' ? page.words : []) {
    for (let column = Math.floor(box.x / 24); column <= (box.x + box.width) / 24; column += 1) cells[Math.floor(box.y / 24) * columns + column] = 1
  }
  return { geometry, blank: false, ink: { cellPx: 24, columns, rows, cells }, warnings: [], treatments: [], cutInk: [], showThrough: null }
}

/** One mark for all: composing the QR code would take most of the time. */
function madeMark(rawDigest: Digest, code: string): unknown {
  const template = loadMarkTemplate()
  const mark = composeMark({ template, agency: syntheticAgency, convertedAt: instant(syntheticTime(0)), recordCode: code, rawDigest, training: true })
  return { mark, ...placeMark(mark, template, { number: 1, geometry, ink: cleaningOf({ state: 'blank' }).ink }) }
}

/**
 * Adds `count` records as a station holds them after years: pages, readings, fields, owners, history, audit entries, deliveries
 * with receipts. Nothing is scanned, read or sent. The first thousand are written through the store; later ones copy their steps, and
 * one in ten of these has a PDF of its own (3 kB). The page images are 200, shared among all: a real station has the same rows and many
 * more gigabytes of files. Texts, names and numbers are each record's own. `seed` gives them; ids and digests are new at every run.
 * `told` hears how many records are there.
 */
export function addSyntheticRecords(parts: OpenedParts, count: number, seed: number, told: (made: number) => void = () => undefined): void {
  const first = Object.values(parts.countRecords()).reduce((sum, number) => sum + number, 0)
  const text = administrativeText(seededRandom(seed + first))
  const images = Array.from({ length: Math.min(pageImages, count) }, () => parts.putBlob(randomBytes(50_000)))
  const mark = madeMark(digestOfInputs(first), newRecordCode(instant()))
  const originals = new Originals(parts, originalRecords)
  for (let made = first; made < first + count;) {
    const end = Math.min(first + count, made + recordsATransaction, made < originalRecords ? originalRecords : Infinity)
    parts.transaction(() => {
      if (made >= originalRecords) copyRecords(parts, originals, text, { from: made, to: end })
      for (; made < end; made += 1) if (made < originalRecords) new SyntheticRecord({ parts, text, images, mark }, made).write()
    })
    told(made)
  }
}

/** What a record is made from. */
interface Source {
  readonly parts: OpenedParts
  readonly text: AdministrativeText
  readonly images: readonly Digest[]
  readonly mark: unknown
}

class SyntheticRecord {
  readonly #store: OpenedParts
  readonly #text: AdministrativeText
  readonly #images: readonly Digest[]
  readonly #mark: unknown
  readonly #number: number
  readonly #id: RecordId
  #now: number

  constructor({ parts, text, images, mark }: Source, number: number) {
    this.#store = parts
    this.#text = text
    this.#images = images
    this.#mark = mark
    this.#number = number
    this.#now = syntheticTime(number).getTime()
    this.#id = newRecordId(this.#later())
  }

  write(): void {
    const work = endings[this.#number % 1000] ?? 'delivered'
    const pages = syntheticPages(this.#text, this.#number)
    let record = this.#captured(pages.length)
    this.#readings(record, pages)
    record = this.#withFields(record, work)
    if (work === 'signed' || work === 'delivered') record = this.#converted(record)
    this.#store.updateRecord(this.#id, () => ({ ...record, work }))
    this.#store.indexText(this.#id, fieldText({ ...record, deliveries: [] }), pages.join('\n\f\n'))
    if (work === 'delivered') this.#deliver(record)
    this.#store.settleOutbox(this.#id)
  }

  /** A second further on: no two entries bear the same time. */
  #later(): Instant {
    this.#now += 1000
    return instant(new Date(this.#now))
  }

  #trace(action: string, from: WorkState | null, to: WorkState | null, inputs: HistoryEntry['inputs'] & AuditDetails = {}): void {
    const at = this.#later()
    if (to !== null) this.#store.addHistory(this.#id, { at, from, to, inputs: { ...inputs, actor: officer } })
    appendEntry(this.#store, { at, actor: officer, action, recordId: this.#id, details: inputs })
  }

  #step(page: number, step: string, result: unknown, summary?: unknown, resultDigest: Digest | null = null): void {
    const startedAt = this.#later()
    this.#store.putStep(this.#id, page, step, {
      inputs: digestOfInputs([this.#id, page, step]), engine: `${step} 2`, result, summary, resultDigest, startedAt, finishedAt: this.#later(),
    })
  }

  #captured(pageCount: number): RecordBody {
    const at = this.#later()
    const name = `/bàn quét/${vietnamDate(at)}/${this.#number}.pdf`
    const record: RecordBody = {
      id: this.#id, code: newRecordCode(at), origin: 'scan', work: 'captured', trust: 'unsigned', stoppedBy: null, createdAt: at, createdBy: officer, sourceName: name,
      pageCount, rawDigest: null, pdfDigest: null, fields: {}, owners: [], recipient: { state: 'open', why: 'no owner' }, deliveryChoice: null,
      dossier: { dossierCode: null, procedureCode: null, resultCode: null, validUntil: null, kind: 'result', sheets: null, owners: [], receiver: null },
      version: 1, replaces: null, replacedBy: null, frozen: null, voided: null, reusedFrom: null, returned: null, handover: null, captureClock: 'plausible',
    }
    this.#store.insertRecord(record)
    this.#trace('record begun', null, 'capturing', { files: 1 })
    const source = { ordinal: 1, path: name, name, sizeBytes: 400_000, digest: digestOfInputs(name), format: 'pdf' } as const
    this.#store.planSources(this.#id, [source])
    const pages = Array.from({ length: pageCount }, (_, index): LedgerPage => ({
      ordinal: index + 1, digest: this.#text.pick(this.#images), format: 'jpeg', widthPx: 2480, heightPx: 3508, dpi: 300, dpiFrom: 'image', exifOrientation: 1, capturedAt: at,
    }))
    for (const page of pages) this.#store.addPage(this.#id, page)
    this.#store.markSourceStored(this.#id, 1)
    this.#step(0, 'source 1', { pages: pageCount })
    this.#trace('source stored', null, null, { digest: source.digest, pages: pageCount })
    // The shared images would give the same digest again and again.
    const rawDigest = rawDigestOf([...pages, source])
    this.#trace('pages captured', 'capturing', 'captured', { pages: pageCount, raw: rawDigest })
    return { ...record, rawDigest }
  }

  #readings(record: RecordBody, texts: readonly string[]): void {
    for (const [index, body] of texts.entries()) {
      const page = readPage(body)
      this.#step(index + 1, 'clean', writeCleaning(cleaningOf(page)), { blank: false, warnings: [] })
      this.#step(index + 1, 'recognise', page, { state: page.state })
    }
    this.#trace('pages cleaned', 'captured', 'cleaned', { pages: record.pageCount, version: 2 })
    this.#trace('pages recognised', 'cleaned', 'recognised', { pages: record.pageCount, engine: 'tesseract.js 7.0.0 tessdata_fast vie' })
  }

  #withFields(record: RecordBody, work: WorkState): RecordBody {
    const text = this.#text
    const owners = syntheticOwners(text, this.#number)
    const fields = syntheticFields(text, this.#number, record.createdAt)
    this.#step(0, 'extract', {
      fields: Object.entries(fields).flatMap(([name, { value, confidence, evidence, failedChecks }]) => (value === null ? [] : [{ name, value, confidence, evidence, failedChecks }])),
      owners: owners.map(({ name, id }) => ({ name, nameEvidence: fields.signerName.evidence, id, idEvidence: fields.signerName.evidence, particulars: [], failedChecks: [], confidence: 0.95, role: 'owner' })),
    })
    this.#trace('fields extracted', 'recognised', 'extracted', { fields: 10, owners: owners.length })
    this.#trace('text indexed', null, null, { pages: record.pageCount })
    const doubtful = { ...fields, signerName: { ...fields.signerName, accepted: false, acceptedBy: null, confidence: 0.6 } }
    if (work === 'awaiting review') this.#trace('record stopped', 'extracted', work, { code: 'awaiting_review' })
    return {
      ...record, owners, fields: work === 'awaiting review' ? doubtful : fields, stoppedBy: work === 'awaiting review' ? { code: 'awaiting_review', params: {} } : null,
      recipient: { state: 'agreed' }, dossier: { ...record.dossier, dossierCode: `H99.12-${vietnamDate(record.createdAt).slice(2).replaceAll('-', '')}-${this.#number % 10_000}`, owners },
      deliveryChoice: this.#number % 1000 === 900 ? null : { targets: this.#number % 10 === 0 ? ['kho', 'vneid'] : ['kho'], basis: 'asked', at: record.createdAt, by: officer, reason: null },
    }
  }

  #converted(record: RecordBody): RecordBody {
    const convertedAt = this.#later()
    const certificate = digestOfInputs(syntheticAgency)
    this.#trace('reviewed', 'extracted', 'reviewed', { byOperator: 0 })
    this.#step(0, 'mark', this.#mark)
    this.#trace('marked', 'reviewed', 'marked', { template: 'chuyen-doi/2024-10-23', convertedAt, page: 1, strip: false })
    const pdfDigest = this.#store.putBlob(randomBytes(3000))
    this.#step(0, 'assemble', { pages: record.pageCount, reencoded: [] }, { reencoded: [] }, pdfDigest)
    this.#trace('assembled', 'marked', 'assembled', { pdf: pdfDigest, pages: record.pageCount, reencoded: 0 })
    this.#step(0, 'sign', { level: 'B-T', timeStampError: null, certificate }, undefined, pdfDigest)
    this.#trace('signed', 'assembled', 'signed', { pdf: pdfDigest, level: 'B-T', certificate, scheme: 'RSA PKCS#1 v1.5' })
    return { ...record, pdfDigest, trust: 'B-T' }
  }

  #deliver({ pdfDigest, deliveryChoice }: RecordBody): void {
    if (pdfDigest === null) return
    for (const target of deliveryChoice?.targets ?? []) this.#receipt(target, pdfDigest)
    this.#trace('delivered', 'signed', 'delivered', { targets: 1 })
  }

  #receipt(target: TargetName, digest: Digest): void {
    const at = this.#later()
    const key = this.#store.enqueueDelivery(this.#id, { target, digest, state: 'queued', chosenAt: at, chosenBy: officer })
    const raw = randomBytes(900)
    this.#store.recordAttempt(key, { state: 'delivered', receipt: { id: `${target}/${key}`, recordId: this.#id, target, digest, raw, receivedAt: this.#later() } })
    this.#trace('delivered', null, null, { target, receipt: digestOf(raw), pdf: digest })
  }
}
