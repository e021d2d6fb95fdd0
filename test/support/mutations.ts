import { instant, type FileVerdict, type Instant } from '../../shared/model/index.ts'
import { bytesInMemory, openPdfReader, type PdfReader } from '../../shared/pdf-file/index.ts'
import type { TrustProfile } from '../../shared/pki/index.ts'
import { validationDataIncrement } from '../../shared/sign/index.ts'
import { judgeFile } from '../../shared/verify/file-verdict.ts'
import { appendUpdate, letter, objectSpan, objectText, sizeOf } from './pdf-by-hand.ts'
import { randomFrom } from './random.ts'
import { partsOf, type PartName } from './record-parts.ts'
import { findSignatures } from './signed-pdf.ts'
import { signRecords } from './signed-record.ts'
import { openSignedWorld } from './signed-world.ts'

/** A signed file of ours that passes as it is. */
interface SignedFile {
  readonly name: string
  readonly pdf: Buffer
  readonly trust: TrustProfile
  /** First byte that no signature covers. */
  readonly signedUpTo: number
  /** The numbers of the objects of each part. */
  readonly parts: ReadonlyMap<PartName, readonly number[]>
  /** Object numbers of the catalog and the first page. */
  readonly catalog: number
  readonly page: number
}

/** A changed copy of a signed file. */
interface Mutant {
  readonly what: string
  /** The part that was aimed at; null: anything. */
  readonly part: PartName | null
  readonly pdf: Buffer
}

type Random = () => number

const below = (random: Random, limit: number): number => Math.floor(random() * limit)
const oneOf = <Item>(random: Random, items: readonly Item[]): Item | undefined => items[below(random, items.length)]

function altered(pdf: Buffer, at: number, bytes: Uint8Array): Buffer {
  const copy = Buffer.from(pdf)
  copy.set(bytes.subarray(0, Math.max(0, copy.length - at)), at)
  return copy
}

function randomBytes(random: Random, most: number): Buffer {
  return Buffer.from(Array.from({ length: 1 + below(random, most) }, () => below(random, 256)))
}

/** Another digit or letter at a random place of a random match. */
function otherCharacter(pdf: Buffer, pattern: RegExp, characters: string, random: Random): Buffer {
  const found = oneOf(random, [...pdf.toString('latin1').matchAll(pattern)])
  if (found === undefined) return pdf
  const places = found[0].split(/(?=[\s\S])/u).flatMap((character, offset) => (characters.includes(character) ? [found.index + offset] : []))
  const at = oneOf(random, places)
  return at === undefined ? pdf : altered(pdf, at, Buffer.from(characters.charAt(below(random, characters.length)), 'latin1'))
}

const entries = [
  '/OpenAction<</S/JavaScript/JS(1)>>', '/AA<</O 4 0 R>>', '/Rotate 90', '/CropBox[0 0 200 200]', '/Contents 7 0 R', '/Contents[4 0 R 7 0 R]', '/Annots[]', '/Resources<<>>',
  '/AcroForm<<>>', '/AcroForm null', '/DSS<</CRLs[]>>', '/Names<</JavaScript<<>>>>', '/Pages 3 0 R', '/Kids[]', '/Kids[3 0 R 3 0 R]', '/Type/Pages', '/MediaBox[0 0 300 300]', '/Fields[]',
  '/V null', '/AP<</N 7 0 R>>', '/Rect[0 0 595 842]', '/F 2', '/Reason(x)', '/M(D:20200101000000Z)', '/ByteRange[0 1 2 3]', '/OCProperties<</D<<>>/OCGs[]>>', '/Perms<<>>', '/Extensions<<>>', '/Version/1.4',
]

function objectNumbers(pdf: Buffer): number[] {
  return [...new Set([...pdf.toString('latin1').matchAll(/(?:^|[\r\n])(\d+) 0 obj\b/g)].map((match) => Number(match[1])))]
}

/** An update that puts another object, or one with another entry, in the place of one of the file's. */
function replacedObject(pdf: Buffer, random: Random): Buffer {
  const numbers = objectNumbers(pdf)
  const [number = 1, other = 1] = [oneOf(random, numbers), oneOf(random, numbers)]
  const text = objectText(pdf, number)
  const key = random() < 0.5 ? undefined : oneOf(random, entries)
  if (key === undefined || !text.startsWith('<<')) return appendUpdate(pdf, { [number]: objectText(pdf, other) })
  // The writer of a dictionary may say a key twice; strict readers refuse that, so the old entry goes.
  const without = text.replace(new RegExp(`${/^\/\w+/.exec(key)?.[0] ?? ''}\\b ?(?:\\d+ 0 R|\\[[^\\]]*\\]|<<(?:[^<>]|<<[^<>]*>>)*>>|\\([^)]*\\)|/?[\\w.]+)`), '')
  return appendUpdate(pdf, { [number]: without.replace('<<', `<<${key}`) })
}

/** An update that says that an object is no more. */
function freedObject(pdf: Buffer, random: Random): Buffer {
  const number = oneOf(random, objectNumbers(pdf)) ?? 1
  const updated = appendUpdate(pdf, { [number]: 'null' })
  const tail = updated.toString('latin1', pdf.length).replace(/ 00000 n(?= \ntrailer)/u, ' 00001 f')
  return Buffer.concat([pdf, Buffer.from(tail, 'latin1')])
}

/** A further signature field over some of the page, with the value of one that is there. */
function coveringField({ pdf, catalog, page }: SignedFile, random: Random): Buffer {
  const number = sizeOf(pdf)
  const form = /\/AcroForm (\d+) 0 R/.exec(objectText(pdf, catalog))?.[1]
  const value = /\/V (\d+) 0 R/.exec(pdf.toString('latin1'))?.[1] ?? '1'
  if (form === undefined) return pdf
  const [x, y] = [below(random, 500), below(random, 800)]
  const box = random() < 0.5 ? '0 0 595 842' : `${x} ${y} ${x + 10 + below(random, 200)} ${y + 8 + below(random, 60)}`
  return appendUpdate(pdf, {
    [page]: objectText(pdf, page).replace(/\/Annots ?\[/, `/Annots[${number} 0 R `),
    [Number(form)]: objectText(pdf, Number(form)).replace(/\/Fields ?\[/, `/Fields[${number} 0 R `),
    [number]: `<</FT/Sig/T(S9)/Type/Annot/Subtype/Widget/Rect[${box}]/F 4/P ${page} 0 R/V ${value} 0 R/AP<</N ${number + 1} 0 R>>>>`,
    [number + 1]: '<</Type/XObject/Subtype/Form/BBox[0 0 1 1]/Length 18>>\nstream\n1 g 0 0 1 1 re f  \nendstream',
  })
}

/** A file attached to the document, in one of the places where PDF knows attachments. */
function attachedFile({ pdf, catalog, page }: SignedFile, random: Random): Buffer {
  const number = sizeOf(pdf)
  const file = { [number]: `<</Type/Filespec/F(a.txt)/EF<</F ${number + 1} 0 R>>>>`, [number + 1]: '<</Type/EmbeddedFile/Length 3>>\nstream\nabc\nendstream' }
  const withEntry = (object: number, entry: string): Buffer => appendUpdate(pdf, { ...file, [object]: objectText(pdf, object).replace('<<', `<<${entry}`) })
  switch (below(random, 3)) {
    case 0: return withEntry(catalog, `/Names<</EmbeddedFiles<</Names[(a)${number} 0 R]>>>>`)
    case 1: return withEntry(random() < 0.5 ? catalog : page, `/AF[${number} 0 R]`)
    default: return appendUpdate(pdf, { ...file, [page]: objectText(pdf, page).replace(/\/Annots ?\[/, `/Annots[${number + 2} 0 R `), [number + 2]: `<</Type/Annot/Subtype/FileAttachment/Rect[9 9 20 20]/FS ${number} 0 R>>` })
  }
}

/** Another byte at a random place of an object, in the signed bytes themselves or in a newer edition appended. */
function otherByteOf(pdf: Buffer, number: number, where: 'itself' | 'update', random: Random): Buffer {
  const { start, end } = objectSpan(pdf, number)
  const at = below(random, Math.max(1, end - start))
  if (where === 'itself') return altered(pdf, start + at, randomBytes(random, 1))
  return appendUpdate(pdf, { [number]: altered(pdf.subarray(start, end), at, randomBytes(random, 1)).toString('latin1') })
}

const structure = /(?<!\d)(?:\d{1,9} 0 (?:obj|R)|\d{10} \d{5} n)|\/(?:ByteRange ?\[[^\]]*\]|(?:Size|Prev|Length) \d+)|startxref\s+\d+/g

const operations: readonly { readonly what: string; readonly change: (file: SignedFile, random: Random) => Buffer }[] = [
  { what: 'one bit', change: ({ pdf }, random) => { const at = below(random, pdf.length); return altered(pdf, at, Buffer.from([pdf.readUInt8(at) ^ (1 << below(random, 8))])) } },
  { what: 'one byte', change: ({ pdf }, random) => altered(pdf, below(random, pdf.length), randomBytes(random, 1)) },
  { what: 'several bytes', change: ({ pdf }, random) => altered(pdf, below(random, pdf.length), randomBytes(random, 40)) },
  { what: 'bytes put in', change: ({ pdf }, random) => { const at = below(random, pdf.length); return Buffer.concat([pdf.subarray(0, at), randomBytes(random, 40), pdf.subarray(at)]) } },
  { what: 'bytes taken out', change: ({ pdf }, random) => { const at = below(random, pdf.length); return Buffer.concat([pdf.subarray(0, at), pdf.subarray(at + 1 + below(random, 40))]) } },
  { what: 'a piece elsewhere', change: ({ pdf }, random) => { const from = below(random, pdf.length); return altered(pdf, below(random, pdf.length), Buffer.from(pdf.subarray(from, from + 1 + below(random, 400)))) } },
  { what: 'cut short', change: ({ pdf }, random) => pdf.subarray(0, below(random, pdf.length)) },
  { what: 'something behind the end', change: ({ pdf }, random) => Buffer.concat([pdf, random() < 0.5 ? randomBytes(random, 400) : pdf.subarray(below(random, pdf.length))]) },
  { what: 'a digit of the structure', change: ({ pdf }, random) => otherCharacter(pdf, structure, '0123456789', random) },
  { what: 'a letter of a name', change: ({ pdf }, random) => otherCharacter(pdf, /\/[A-Z]\w+/g, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz', random) },
  { what: 'an object replaced by an update', change: ({ pdf }, random) => replacedObject(pdf, random) },
  { what: 'an object replaced by an update', change: ({ pdf }, random) => replacedObject(pdf, random) },
  { what: 'an object freed by an update', change: ({ pdf }, random) => freedObject(pdf, random) },
  { what: 'a covering field', change: coveringField },
  { what: 'an attached file', change: attachedFile },
  { what: 'another document as an update', change: ({ pdf }) => { const other = letter('Cap cho: TRAN VAN B').toString('latin1'); return Buffer.concat([pdf, Buffer.from(other.replaceAll(/^(\d{10}) 00000 n/gm, (_, offset: string) => `${String(Number(offset) + pdf.length).padStart(10, '0')} 00000 n`).replace(/startxref\n(\d+)/, (_, offset: string) => `startxref\n${Number(offset) + pdf.length}`), 'latin1')]) } },
]

/** Changes to one object of a part that was chosen first: small parts are hit as often as scans. */
const aimed: readonly { readonly what: string; readonly change: (file: SignedFile, number: number, random: Random) => Buffer }[] = [
  { what: 'one byte of a part', change: ({ pdf }, number, random) => otherByteOf(pdf, number, 'itself', random) },
  { what: 'one byte of a part in an update', change: ({ pdf }, number, random) => otherByteOf(pdf, number, 'update', random) },
  { what: 'an object of a part as another has it', change: ({ pdf, parts }, number, random) => appendUpdate(pdf, { [number]: objectText(pdf, oneOf(random, oneOf(random, [...parts.values()]) ?? []) ?? number) }) },
]

function mutantOf(file: SignedFile, random: Random): Mutant {
  for (;;) {
    const [part, numbers] = oneOf(random, [...file.parts]) ?? [null, []]
    const [number, aim] = [oneOf(random, numbers), random() < 0.4 ? oneOf(random, aimed) : undefined]
    const operation = oneOf(random, operations)
    const mutant = aim !== undefined && number !== undefined
      ? { what: aim.what, part, pdf: aim.change(file, number, random) }
      : operation && { what: operation.what, part: null, pdf: operation.change(file, random) }
    if (mutant !== undefined && !mutant.pdf.equals(file.pdf)) return mutant
  }
}

/** A mutant that passed although it must not, or although nothing told of the change. */
export interface Escape {
  readonly file: string
  readonly what: string
  readonly why: 'signed bytes changed' | 'looks otherwise' | 'reads otherwise' | 'told as covering the whole file'
  readonly pdf: Buffer
}

/** What became of some mutants. */
export interface Outcome {
  failed: number
  indeterminate: number
  /** Only bytes that nobody signed were changed, the pages look and read as before, and every signature is told not to cover the whole file. */
  passed: number
}

/** What became of the mutants of each file, of those made in one way, and of those aimed at one part. */
export interface MutationCounts {
  readonly files: ReadonlyMap<string, Outcome>
  readonly ways: ReadonlyMap<string, Outcome>
  readonly parts: ReadonlyMap<string, Outcome>
}

async function pageDifference(reader: PdfReader, before: Buffer, after: Buffer): Promise<'looks otherwise' | 'reads otherwise' | undefined> {
  const count = await reader.pageCount(before)
  if (await reader.pageCount(after) !== count) return 'looks otherwise'
  for (let page = 0; page < count; page += 1) {
    const [left, right] = [await reader.render(before, page, 60), await reader.render(after, page, 60)]
    if (!Buffer.from(left.png).equals(Buffer.from(right.png))) return 'looks otherwise'
    if (await reader.text(before, page) !== await reader.text(after, page)) return 'reads otherwise'
  }
  return undefined
}

/** Looks at a mutant that passed: undefined when it may. Judged by PDFium, which knows nothing of our verifier. */
async function escapeOf({ name, pdf, signedUpTo }: SignedFile, mutant: Mutant, { signatures }: FileVerdict, reader: PdfReader): Promise<Escape | undefined> {
  const escape = (why: Escape['why']): Escape => ({ file: name, what: [mutant.what, mutant.part].filter((part) => part !== null).join(': '), why, pdf: mutant.pdf })
  if (!mutant.pdf.subarray(0, signedUpTo).equals(pdf.subarray(0, signedUpTo))) return escape('signed bytes changed')
  if (signatures.some(({ coversWholeFile }) => coversWholeFile)) return escape('told as covering the whole file')
  const difference = await pageDifference(reader, pdf, mutant.pdf)
  return difference === undefined ? undefined : escape(difference)
}

/** Signed letters written by hand and signed records as the station makes them, each passing as it is; judged for the moment `at`. */
async function signedFiles(at: Instant): Promise<SignedFile[]> {
  const world = await openSignedWorld(at)
  try {
    const basic = await world.sign(letter(), 'S1', { identity: world.pki.agencyP256 })
    const stamped = await world.sign(letter(), 'S1', { stamped: true })
    const twice = await world.sign(stamped, 'S2', { identity: world.pki.agencyP256 })
    const certificates = [world.pki.issuing, world.pki.root].map(({ certificate }) => certificate.der)
    const lasting = Buffer.concat([stamped, validationDataIncrement(bytesInMemory(stamped), { certificates, ...world.lists(at) }) ?? Buffer.alloc(0)])
    const archived = await world.stamp(lasting)
    const records = await signRecords(world, at)
    return [
      signedFile('letter, B-B', basic, world.trust), signedFile('letter, B-T', stamped, world.trust), signedFile('letter, two signatures', twice, world.trust),
      signedFile('letter, B-LT', lasting, world.unchecked), signedFile('letter, B-LTA', archived, world.unchecked),
      signedFile('record, B-B', records.basic, world.trust), signedFile('record, officer and agency', records.both, world.trust), signedFile('record, B-LTA', records.archived, world.unchecked),
    ]
  } finally {
    await world.close()
  }
}

function signedFile(name: string, pdf: Buffer, trust: TrustProfile): SignedFile {
  const parts = partsOf(pdf)
  return {
    name, pdf, trust, parts, page: parts.get('page')?.[0] ?? 1, catalog: Number([...pdf.toString('latin1').matchAll(/\/Root (\d+) 0 R/g)].at(-1)?.[1] ?? 1),
    signedUpTo: Math.max(...findSignatures(pdf).map(({ byteRange: [, , start, length] }) => start + length)),
  }
}

/**
 * Judges `count` mutants of our own signed files, the same for the same seed but for keys and times, and tells every one that
 * passed and must not. Throws when a file does not pass unchanged: nothing would be proven by its mutants.
 */
export async function tryMutations(count: number, seed: number, onProgress: (done: number) => void = () => undefined): Promise<{ counts: MutationCounts; escapes: Escape[] }> {
  const at = instant()
  const random = randomFrom(seed)
  const files = await signedFiles(at)
  const reader = openPdfReader({ processes: 1 })
  const counts = { files: new Map<string, Outcome>(), ways: new Map<string, Outcome>(), parts: new Map<string, Outcome>() }
  const escapes: Escape[] = []
  try {
    for (const { name, pdf, trust } of files) {
      const { verdict, reasons } = await judgeFile(pdf, trust, at)
      if (verdict !== 'passed') throw new Error(`${name} is ${verdict} as it is: ${reasons.join(' ')}`)
    }
    for (let done = 0; done < count; done += 1) {
      const file = files[done % files.length]
      if (file === undefined) break
      const mutant = mutantOf(file, random)
      const verdict = await judgeFile(mutant.pdf, file.trust, at)
      countIn(counts.files, file.name, verdict)
      countIn(counts.ways, mutant.what, verdict)
      if (mutant.part !== null) countIn(counts.parts, mutant.part, verdict)
      const escape = verdict.verdict === 'passed' ? await escapeOf(file, mutant, verdict, reader) : undefined
      if (escape !== undefined) escapes.push(escape)
      onProgress(done + 1)
    }
  } finally {
    await reader.close()
  }
  return { counts, escapes }
}

function countIn(counts: Map<string, Outcome>, name: string, { verdict }: FileVerdict): void {
  const outcome = counts.get(name) ?? { failed: 0, indeterminate: 0, passed: 0 }
  outcome[verdict] += 1
  counts.set(name, outcome)
}
