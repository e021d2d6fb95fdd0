import { instant, type FileVerdict, type Instant } from '../../shared/model/index.ts'
import { bytesInMemory, openPdfReader, type PdfReader } from '../../shared/pdf-file/index.ts'
import type { TrustProfile } from '../../shared/pki/index.ts'
import { validationDataIncrement } from '../../shared/sign/index.ts'
import { judgeFile } from '../../shared/verify/file-verdict.ts'
import { appendUpdate, letter, objectText, sizeOf } from './pdf-by-hand.ts'
import { randomFrom } from './random.ts'
import { findSignatures } from './signed-pdf.ts'
import { openSignedWorld } from './signed-world.ts'

/** A signed file of ours that passes as it is. */
interface SignedFile {
  readonly name: string
  readonly pdf: Buffer
  readonly trust: TrustProfile
  /** First byte that no signature covers. */
  readonly signedUpTo: number
}

/** A changed copy of a signed file. */
interface Mutant {
  readonly what: string
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

/** A further signature field over the whole page, with the value of one that is there. */
function coveringField(pdf: Buffer): Buffer {
  const number = sizeOf(pdf)
  const form = /\/AcroForm (\d+) 0 R/.exec(objectText(pdf, 1))?.[1]
  const value = /\/V (\d+) 0 R/.exec(pdf.toString('latin1'))?.[1] ?? '1'
  if (form === undefined) return pdf
  return appendUpdate(pdf, {
    3: objectText(pdf, 3).replace(/\/Annots ?\[/, `/Annots[${number} 0 R `),
    [Number(form)]: objectText(pdf, Number(form)).replace(/\/Fields ?\[/, `/Fields[${number} 0 R `),
    [number]: `<</FT/Sig/T(S9)/Type/Annot/Subtype/Widget/Rect[0 0 595 842]/F 4/P 3 0 R/V ${value} 0 R/AP<</N 7 0 R>>>>`,
  })
}

const structure = /(?<!\d)(?:\d{1,9} 0 (?:obj|R)|\d{10} \d{5} n)|\/(?:ByteRange ?\[[^\]]*\]|(?:Size|Prev|Length) \d+)|startxref\s+\d+/g

const operations: readonly { readonly what: string; readonly change: (pdf: Buffer, random: Random) => Buffer }[] = [
  { what: 'one bit', change: (pdf, random) => { const at = below(random, pdf.length); return altered(pdf, at, Buffer.from([pdf.readUInt8(at) ^ (1 << below(random, 8))])) } },
  { what: 'one byte', change: (pdf, random) => altered(pdf, below(random, pdf.length), randomBytes(random, 1)) },
  { what: 'several bytes', change: (pdf, random) => altered(pdf, below(random, pdf.length), randomBytes(random, 40)) },
  { what: 'bytes put in', change: (pdf, random) => { const at = below(random, pdf.length); return Buffer.concat([pdf.subarray(0, at), randomBytes(random, 40), pdf.subarray(at)]) } },
  { what: 'bytes taken out', change: (pdf, random) => { const at = below(random, pdf.length); return Buffer.concat([pdf.subarray(0, at), pdf.subarray(at + 1 + below(random, 40))]) } },
  { what: 'a piece elsewhere', change: (pdf, random) => { const from = below(random, pdf.length); return altered(pdf, below(random, pdf.length), Buffer.from(pdf.subarray(from, from + 1 + below(random, 400)))) } },
  { what: 'cut short', change: (pdf, random) => pdf.subarray(0, below(random, pdf.length)) },
  { what: 'something behind the end', change: (pdf, random) => Buffer.concat([pdf, random() < 0.5 ? randomBytes(random, 400) : pdf.subarray(below(random, pdf.length))]) },
  { what: 'a digit of the structure', change: (pdf, random) => otherCharacter(pdf, structure, '0123456789', random) },
  { what: 'a letter of a name', change: (pdf, random) => otherCharacter(pdf, /\/[A-Z]\w+/g, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz', random) },
  { what: 'an object replaced by an update', change: replacedObject },
  { what: 'an object replaced by an update', change: replacedObject },
  { what: 'an object freed by an update', change: freedObject },
  { what: 'a covering field', change: coveringField },
  { what: 'another document as an update', change: (pdf) => { const other = letter('Cap cho: TRAN VAN B').toString('latin1'); return Buffer.concat([pdf, Buffer.from(other.replaceAll(/^(\d{10}) 00000 n/gm, (_, offset: string) => `${String(Number(offset) + pdf.length).padStart(10, '0')} 00000 n`).replace(/startxref\n(\d+)/, (_, offset: string) => `startxref\n${Number(offset) + pdf.length}`), 'latin1')]) } },
]

function mutantOf(pdf: Buffer, random: Random): Mutant {
  for (;;) {
    const operation = oneOf(random, operations)
    const changed = operation?.change(pdf, random)
    if (operation !== undefined && changed?.equals(pdf) === false) return { what: operation.what, pdf: changed }
  }
}

/** A mutant that passed although it must not, or although nothing told of the change. */
export interface Escape {
  readonly file: string
  readonly what: string
  readonly why: 'signed bytes changed' | 'looks otherwise' | 'told as covering the whole file'
  readonly pdf: Buffer
}

/** What became of the mutants of one file. */
export interface MutationCount {
  readonly file: string
  readonly failed: number
  readonly indeterminate: number
  /** Only bytes that nobody signed were changed, the pages look as before, and every signature is told not to cover the whole file. */
  readonly passed: number
}

async function sameLooks(reader: PdfReader, before: Buffer, after: Buffer): Promise<boolean> {
  const [left, right] = [await reader.render(before, 0, 60), await reader.render(after, 0, 60)]
  return await reader.pageCount(before) === await reader.pageCount(after) && Buffer.from(left.png).equals(Buffer.from(right.png))
}

/** Looks at a mutant that passed: undefined when it may. Rendered by PDFium, which knows nothing of our verifier. */
async function escapeOf({ name, pdf, signedUpTo }: SignedFile, mutant: Mutant, { signatures }: FileVerdict, reader: PdfReader): Promise<Escape | undefined> {
  const escape = (why: Escape['why']): Escape => ({ file: name, what: mutant.what, why, pdf: mutant.pdf })
  if (!mutant.pdf.subarray(0, signedUpTo).equals(pdf.subarray(0, signedUpTo))) return escape('signed bytes changed')
  if (signatures.some(({ coversWholeFile }) => coversWholeFile)) return escape('told as covering the whole file')
  return await sameLooks(reader, pdf, mutant.pdf) ? undefined : escape('looks otherwise')
}

/** Signed files of every kind that we make, each passing as it is; judged for the moment `at`. */
async function signedFiles(at: Instant): Promise<SignedFile[]> {
  const world = await openSignedWorld(at)
  try {
    const basic = await world.sign(letter(), 'S1', { identity: world.pki.agencyP256 })
    const stamped = await world.sign(letter(), 'S1', { stamped: true })
    const twice = await world.sign(stamped, 'S2', { identity: world.pki.agencyP256 })
    const certificates = [world.pki.issuing, world.pki.root].map(({ certificate }) => certificate.der)
    const lasting = Buffer.concat([stamped, validationDataIncrement(bytesInMemory(stamped), { certificates, ...world.lists(at) }) ?? Buffer.alloc(0)])
    const archived = await world.stamp(lasting)
    const file = (name: string, pdf: Buffer, trust: TrustProfile): SignedFile => ({ name, pdf, trust, signedUpTo: Math.max(...findSignatures(pdf).map(({ byteRange: [, , start, length] }) => start + length)) })
    return [
      file('B-B', basic, world.trust), file('B-T', stamped, world.trust), file('two signatures', twice, world.trust),
      file('B-LT', lasting, world.unchecked), file('B-LTA', archived, world.unchecked),
    ]
  } finally {
    await world.close()
  }
}

/**
 * Judges `count` mutants of our own signed files, the same for the same seed but for keys and times, and tells every one that
 * passed and must not. Throws when a file does not pass unchanged: nothing would be proven by its mutants.
 */
export async function tryMutations(count: number, seed: number, onProgress: (done: number) => void = () => undefined): Promise<{ counts: MutationCount[]; escapes: Escape[] }> {
  const at = instant()
  const random = randomFrom(seed)
  const files = await signedFiles(at)
  const reader = openPdfReader({ processes: 1 })
  const counts = new Map(files.map(({ name }) => [name, { failed: 0, indeterminate: 0, passed: 0 }]))
  const escapes: Escape[] = []
  try {
    for (const { name, pdf, trust } of files) {
      const { verdict, reasons } = await judgeFile(pdf, trust, at)
      if (verdict !== 'passed') throw new Error(`${name} is ${verdict} as it is: ${reasons.join(' ')}`)
    }
    for (let done = 0; done < count; done += 1) {
      const file = files[done % files.length]
      if (file === undefined) break
      const mutant = mutantOf(file.pdf, random)
      const verdict = await judgeFile(mutant.pdf, file.trust, at)
      const counted = counts.get(file.name)
      if (counted !== undefined) counted[verdict.verdict] += 1
      const escape = verdict.verdict === 'passed' ? await escapeOf(file, mutant, verdict, reader) : undefined
      if (escape !== undefined) escapes.push(escape)
      onProgress(done + 1)
    }
  } finally {
    await reader.close()
  }
  return { counts: [...counts].map(([file, counted]) => ({ file, ...counted })), escapes }
}
