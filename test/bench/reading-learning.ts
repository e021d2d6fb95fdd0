import path from 'node:path'
import { extract, learn, proposeRemembered, type RememberedEntry } from '../../shared/extract/index.ts'
import { defaultConfiguration } from '../../shared/contract/index.ts'
import { instant, isRecordId, vietnamDate, type FieldName, type RecordField, type RecordId, type StationRecord } from '../../shared/model/index.ts'
import { proposeFields } from '../../shared/pipeline/reading/extract-fields.ts'
import { randomFrom } from '../support/random.ts'
import { enginesAsked, findCorpus, openCorpusReader } from './corpus-reading.ts'
import { comparable, readTruth } from './field-truth.ts'

/**
 * Prints how many values an officer must type over a sequence of papers, each seen once, with and without what the station remembers:
 * the real papers of the corpus in their order, and a simulated year of an office whose readings fail as often as the real ones do.
 * Deterministic. `node test/bench/reading-learning.ts [tesseract.js|native] [--cache FOLDER]`.
 */
type Fields = StationRecord['fields']
type Truth = Partial<Record<FieldName, string>>
interface Paper { readonly read: Fields; readonly truth: Truth }

const learnable = ['issuingAgency', 'signerName', 'signerPosition', 'subject'] as const satisfies readonly FieldName[]

function recordId(number: number): RecordId {
  const id = String(number).padStart(26, '0')
  if (!isRecordId(id)) throw new Error(id)
  return id
}

const typed = (value: string): RecordField => ({ value, confidence: 1, accepted: true, acceptedBy: 'operator', failedChecks: [], evidence: null })

/** What an officer does with a paper: types what is wrong or missing, takes the rest. Wrong values that are not asked for stay. */
function reviewed(fields: Fields, truth: Truth): { readonly settled: Fields; readonly typed: number; readonly taken: number; readonly missed: number } {
  const counts = { typed: 0, taken: 0, missed: 0 }
  const settled = { ...fields }
  for (const name of learnable) {
    const [field, wanted] = [fields[name], truth[name] ?? '']
    const right = comparable(field?.value ?? '') === comparable(wanted)
    if (field?.accepted === true) {
      if (!right) counts.missed += 1
      continue
    }
    if (wanted === '') continue
    if (right) counts.taken += 1
    else counts.typed += 1
    settled[name] = typed(wanted)
  }
  return { settled, ...counts }
}

function sequence(name: string, papers: readonly Paper[]): void {
  for (const withMemory of [false, true]) {
    let entries: readonly RememberedEntry[] = []
    const total = { typed: 0, taken: 0, missed: 0 }
    papers.forEach(({ read, truth }, at) => {
      const { settled, ...counts } = reviewed(withMemory ? proposeRemembered(read, entries) : read, truth)
      for (const key of ['typed', 'taken', 'missed'] as const) total[key] += counts[key]
      entries = learn(entries, { record: recordId(at + 1), fields: settled, persons: [], at: instant(new Date(0)) })
    })
    console.log(`${name.padEnd(34)} ${withMemory ? 'with   ' : 'without'} memory: ${String(total.typed).padStart(4)} typed, ${String(total.taken).padStart(4)} taken by Enter, ${String(total.missed).padStart(3)} wrong and not asked`)
  }
}

async function realPapers(corpus: string): Promise<void> {
  for (const engine of await enginesAsked()) {
    const reader = await openCorpusReader(engine, 2)
    try {
      const papers: Paper[] = []
      for (const truth of readTruth(path.join(corpus, 'gt/fields_dev.json'))) {
        const extraction = extract({ pages: await reader.read(path.join(corpus, truth.document)), today: vietnamDate(instant()), trainingStation: false })
        papers.push({ read: proposeFields(extraction, defaultConfiguration.acceptFrom), truth: truth.values })
      }
      sequence(`${papers.length} real papers, ${engine}`, papers)
    } finally {
      await reader.close()
    }
  }
}

const communes = ['Đồng Mây', 'Suối Ngần', 'Bến Đá', 'Nà Lình', 'Pá Khôm', 'Bờ Kè']
const signers = [
  'Triệu Nguyên Bách Thảo', 'Lò Thanh Hải Vân', 'Hoàng Phúc Kiên Trung', 'Bế Quốc Lâm Sơn', 'Phạm Mạnh Cường', 'Võ Tuấn Anh', 'Nguyễn Văn Thắng', 'Lê Trung Chinh', 'Đặng Hữu Thiện', 'Vi Thị Hạ',
  'Nguyễn Văn Thăng', 'Lường Minh Ánh',
]
const subjects = [
  'Về việc cho phép chuyển mục đích sử dụng đất', 'Về việc giao đất ở nông thôn', 'V/v trả lời đơn đề nghị xác nhận nhà ở', 'Về việc cấp giấy phép xây dựng nhà ở riêng lẻ', 'Về việc thu hồi giấy chứng nhận',
]

/** How often real papers lost these under seals and stamps when this was written (bench `reading --section fields`): of each value, not read; first word lost; letters or tones wrong. */
const losses: Readonly<Record<(typeof learnable)[number], readonly [number, number, number]>> = {
  signerName: [0.15, 0.15, 0.1], signerPosition: [0.15, 0.1, 0], subject: [0.04, 0, 0.14], issuingAgency: [0, 0, 0.06],
}

function simulated(count: number): Paper[] {
  const random = randomFrom(6)
  const pick = <Value>(values: readonly Value[]): Value => {
    const value = values[Math.floor(random() * values.length)]
    if (value === undefined) throw new Error('nothing to pick')
    return value
  }
  const wrong = (text: string): string => {
    const at = Math.floor(random() * text.length)
    const swapped: Readonly<Record<string, string>> = { ả: 'à', ã: 'ả', ạ: 'a', ấ: 'ẩ', ộ: 'ô', ê: 'e', h: 'b', n: 'u', i: 'l', c: 'e', u: 'n', ư: 'u', ơ: 'o' }
    const found = Array.from(text, (letter, index) => ({ letter, index })).filter(({ letter }) => swapped[letter] !== undefined)
    const chosen = found.find(({ index }) => index >= at) ?? found[0]
    return chosen === undefined ? text : text.slice(0, chosen.index) + (swapped[chosen.letter] ?? '') + text.slice(chosen.index + 1)
  }
  const read = (name: keyof typeof losses, value: string): RecordField | undefined => {
    const [lost, first, letters] = losses[name]
    const chance = random()
    const weak = (text: string | null): RecordField => ({ value: text, confidence: text === null ? 0 : 0.5, accepted: false, acceptedBy: null, failedChecks: text === null ? ['ABSENT'] : [], evidence: null })
    if (chance < lost) return name === 'signerPosition' || name === 'subject' ? undefined : weak(null)
    if (chance < lost + first) return weak(value.split(' ').slice(1).join(' '))
    if (chance < lost + first + letters) return weak(wrong(value))
    return { value, confidence: 0.96, accepted: true, acceptedBy: 'machine', failedChecks: [], evidence: null }
  }
  return Array.from({ length: count }, () => {
    const commune = Math.floor(random() ** 2 * communes.length)
    const deputy = random() < 0.6
    const truth: Truth = {
      issuingAgency: `Ủy ban nhân dân xã ${communes[commune] ?? ''}`, signerName: signers[(commune * 2 + (deputy ? 1 : 0)) % signers.length] ?? '', signerPosition: deputy ? 'Phó Chủ tịch' : 'Chủ tịch', subject: pick(subjects),
    }
    const fields = Object.fromEntries(learnable.flatMap((name) => {
      const field = read(name, truth[name] ?? '')
      return field === undefined ? [] : [[name, field]]
    }))
    return { read: fields, truth }
  })
}

const corpus = await findCorpus()
if (corpus !== undefined) await realPapers(path.join(corpus, 'vn_admin'))
for (const count of [50, 500]) sequence(`${count} simulated papers of 6 offices`, simulated(count))
