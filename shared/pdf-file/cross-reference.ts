import { type PdfDictionary, PdfStructureError, isArray, isDictionary, isStream, latin1, nameOf } from './object.ts'
import { PdfParser, readIndirectObject, type IndirectObject } from './parser.ts'
import { decodeStructureStream } from './structure-stream.ts'
import { parseIn, type ParseAt, type Parsed } from './file-bytes.ts'

/** Where an object stands. */
export type Entry =
  | { readonly kind: 'free' }
  | { readonly kind: 'offset'; readonly offset: number; readonly generation: number }
  | { readonly kind: 'compressed'; readonly container: number; readonly index: number }

/** One cross-reference section (ISO 32000-1 §7.5.4, §7.5.8) with its trailer. */
export interface Section {
  readonly offset: number
  readonly entries: ReadonlyMap<number, Entry>
  readonly trailer: PdfDictionary
  /** The section is a cross-reference stream; its trailer is that stream's dictionary. */
  readonly isStream: boolean
}

const highestObjectNumber = 8_388_607
const mostSections = 2_000

function readTable(parser: PdfParser, offset: number): Section {
  const entries = new Map<number, Entry>()
  while (!parser.takeKeyword('trailer')) {
    const first = parser.takeInteger()
    const count = parser.takeInteger()
    if (first === undefined || count === undefined || first + count > highestObjectNumber) throw new PdfStructureError('cross-reference subsection')
    for (let number = first; number < first + count; number++) {
      const objectOffset = parser.takeInteger()
      const generation = parser.takeInteger()
      if (objectOffset === undefined || generation === undefined) throw new PdfStructureError('cross-reference entry')
      const inUse = parser.takeKeyword('n')
      if (!inUse && !parser.takeKeyword('f')) throw new PdfStructureError('cross-reference entry')
      // Offset 0 can hold no object: some writers mark free entries so.
      entries.set(number, inUse && objectOffset > 0 ? { kind: 'offset', offset: objectOffset, generation } : { kind: 'free' })
    }
  }
  const trailer = parser.takeObject()
  if (!isDictionary(trailer)) throw new PdfStructureError('trailer is not a dictionary')
  return { offset, entries, trailer, isStream: false }
}

function integers(values: readonly unknown[]): number[] {
  return values.map((value) => {
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) throw new PdfStructureError('cross-reference stream numbers')
    return value
  })
}

function readStream({ object }: IndirectObject, offset: number): Section {
  if (!isStream(object) || nameOf(object.dictionary.entries.get('Type')) !== 'XRef') throw new PdfStructureError('no cross-reference at its offset')
  const { dictionary } = object
  const widthsGiven = dictionary.entries.get('W')
  const sizeGiven = dictionary.entries.get('Size')
  const indexGiven = dictionary.entries.get('Index')
  const [typeWidth, secondWidth, thirdWidth] = integers(isArray(widthsGiven) ? widthsGiven.items.slice(0, 3) : [])
  if (typeWidth === undefined || secondWidth === undefined || thirdWidth === undefined || Math.max(typeWidth, secondWidth, thirdWidth) > 8) throw new PdfStructureError('cross-reference stream widths')
  const index = integers(isArray(indexGiven) ? indexGiven.items : [0, sizeGiven])
  const data = decodeStructureStream(object)
  let position = 0
  const take = (width: number, otherwise: number): number => {
    if (width === 0) return otherwise
    let value = 0
    for (let count = 0; count < width; count++) value = value * 256 + (data[position++] ?? 0)
    return value
  }
  const entries = new Map<number, Entry>()
  for (let pair = 0; pair + 1 < index.length; pair += 2) {
    const first = index[pair] ?? 0
    const count = index[pair + 1] ?? 0
    if (first + count > highestObjectNumber) throw new PdfStructureError('cross-reference stream numbers')
    for (let number = first; number < first + count; number++) {
      if (position + typeWidth + secondWidth + thirdWidth > data.length) throw new PdfStructureError('cross-reference stream cut off')
      const type = take(typeWidth, 1)
      const second = take(secondWidth, 0)
      const third = take(thirdWidth, 0)
      if (type === 1) entries.set(number, { kind: 'offset', offset: second, generation: third })
      else if (type === 2) entries.set(number, { kind: 'compressed', container: second, index: third })
      else entries.set(number, { kind: 'free' })
    }
  }
  return { offset, entries, trailer: dictionary, isStream: true }
}

function readSection(bytes: Uint8Array, position: number, offset: number): Parsed<Section> {
  const parser = new PdfParser(bytes, position)
  if (parser.takeKeyword('xref')) {
    const value = readTable(parser, offset)
    return { value, end: parser.position }
  }
  const found = readIndirectObject(bytes, position, (length) => (typeof length === 'number' ? length : undefined))
  return { value: readStream(found, offset), end: found.end }
}

/** What the last `startxref` of the bytes says, and where the text after it ends; undefined where there is none. */
export function lastStartOfCrossReference(bytes: Uint8Array): { readonly offset: number; readonly end: number; readonly endsWithMarker: boolean } | undefined {
  const at = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).lastIndexOf('startxref', undefined, 'latin1')
  if (at < 0) return undefined
  const parser = new PdfParser(bytes, at)
  parser.takeKeyword('startxref')
  const offset = parser.takeInteger()
  if (offset === undefined) return undefined
  while (parser.position < bytes.length && /\s/.test(String.fromCharCode(bytes[parser.position] ?? 0))) parser.position++
  const endsWithMarker = latin1(bytes, parser.position, parser.position + 5) === '%%EOF'
  return { offset, end: endsWithMarker ? parser.position + 5 : parser.position, endsWithMarker }
}

/**
 * Every section from the one at `offset` to the oldest, newest first; a hybrid table's stream follows its table.
 * Throws PdfStructureError on anything unreadable, on loops and past 2,000 sections.
 */
export function readSections(bytes: Uint8Array, offset: number): Section[] {
  return readSectionsOf(bytes.length, parseIn(bytes), offset)
}

/** The same, of a file of `size` bytes that is read where it is needed. */
export function readSectionsOf(size: number, parseAt: ParseAt, offset: number): Section[] {
  const sectionAt = (at: number): Section => {
    if (!Number.isInteger(at) || at < 0 || at >= size) throw new PdfStructureError('cross-reference outside the file')
    return parseAt(at, (bytes, position) => readSection(bytes, position, at))
  }
  const sections: Section[] = []
  const visited = new Set<number>()
  let next: number | undefined = offset
  while (next !== undefined) {
    if (visited.has(next) || visited.size > mostSections) throw new PdfStructureError('cross-reference sections loop')
    visited.add(next)
    const section = sectionAt(next)
    sections.push(section)
    const hybrid = section.trailer.entries.get('XRefStm')
    if (!section.isStream && typeof hybrid === 'number') sections.push(sectionAt(hybrid))
    const previous = section.trailer.entries.get('Prev')
    if (previous !== undefined && typeof previous !== 'number') throw new PdfStructureError('Prev is not a number')
    next = previous
  }
  return sections
}
