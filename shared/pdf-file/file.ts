import { lastStartOfCrossReference, readSectionsOf, type Entry, type Section } from './cross-reference.ts'
import { parseInWindows, type FileBytes, type ParseAt } from './file-bytes.ts'
import { dictionaryIn, followReferences } from './follow.ts'
import { isArray, isReference, isStream, latin1, PdfStructureError, type PdfDictionary, type PdfObject, type PdfReference } from './object.ts'
import { PdfParser, readIndirectObject } from './parser.ts'
import { decodeStructureStream } from './structure-stream.ts'

const headerWithin = 1024
/** The end of the last revision stands in the last bytes of a file; more than this behind it is no PDF any more. */
const tailBytes = 65_536
const deepestPageTree = 64
const inherited = ['Resources', 'MediaBox', 'CropBox', 'Rotate'] as const

/** A page with what it inherits from its ancestors (ISO 32000-2, 7.7.3.4). */
export interface FoundPage {
  readonly reference: PdfReference
  /** The page's own entries, without inherited ones. */
  readonly own: PdfDictionary
  readonly inherited: ReadonlyMap<string, PdfObject>
}

/**
 * A PDF of which only what is asked for is read, strictly by its cross-reference: nothing is searched for or repaired.
 * Encrypted files are opened, their strings and streams stay as they are. Methods throw PdfStructureError on damage.
 */
export class PdfFile {
  readonly bytes: FileBytes
  /** Newest first. */
  readonly sections: readonly Section[]
  /** Offset of the newest section. */
  readonly startOffset: number
  private readonly parseAt: ParseAt
  private readonly objects = new Map<number, PdfObject>()
  private readonly containers = new Map<number, ReadonlyMap<number, PdfObject>>()
  private readonly reading = new Set<number>()

  /** Reads the end of the file and every cross-reference section. Throws PdfStructureError for what is no PDF or has none. */
  constructor(bytes: FileBytes) {
    this.bytes = bytes
    this.parseAt = parseInWindows(bytes)
    if (!latin1(bytes.read(0, headerWithin)).includes('%PDF-')) throw new PdfStructureError('no header')
    const start = lastStartOfCrossReference(bytes.read(Math.max(0, bytes.size - tailBytes), bytes.size))
    if (start?.endsWithMarker !== true) throw new PdfStructureError('no end')
    this.startOffset = start.offset
    this.sections = readSectionsOf(bytes.size, this.parseAt, start.offset)
  }

  get trailer(): PdfDictionary {
    const newest = this.sections[0]
    if (newest === undefined) throw new PdfStructureError('no trailer')
    return newest.trailer
  }

  get isEncrypted(): boolean {
    return this.sections.some(({ trailer }) => trailer.entries.has('Encrypt'))
  }

  /** The first object number that no revision uses. */
  get nextNumber(): number {
    return this.sections.reduce((highest, { trailer, entries }) => {
      const size = trailer.entries.get('Size')
      return [...entries.keys()].reduce((most, number) => Math.max(most, number + 1), Math.max(highest, typeof size === 'number' ? size : 0))
    }, 1)
  }

  private entryOf(number: number): Entry | undefined {
    return this.sections.find(({ entries }) => entries.has(number))?.entries.get(number)
  }

  /** The object that a reference means; null for one that does not exist (ISO 32000-2, 7.3.10). */
  fetch(reference: PdfReference): PdfObject {
    const { number } = reference
    const known = this.objects.get(number)
    if (known !== undefined) return known
    const entry = this.entryOf(number)
    if (entry === undefined || entry.kind === 'free') return null
    if (this.reading.has(number)) throw new PdfStructureError('object refers to itself')
    this.reading.add(number)
    try {
      const object = entry.kind === 'offset' ? this.readAt(reference, entry.offset) : this.containerOf(entry.container).get(number)
      if (object === undefined) throw new PdfStructureError('object not in its stream')
      this.objects.set(number, object)
      return object
    } finally {
      this.reading.delete(number)
    }
  }

  /** Follows references until something else stands there. */
  resolve(object: PdfObject | undefined): PdfObject {
    return followReferences(object, (reference) => this.fetch(reference))
  }

  /** The resolved value as a dictionary; a stream gives its dictionary; undefined for anything else. */
  dictionary(object: PdfObject | undefined): PdfDictionary | undefined {
    return dictionaryIn(this.resolve(object))
  }

  /** The resolved value's items; none for anything but an array. */
  items(object: PdfObject | undefined): readonly PdfObject[] {
    const found = this.resolve(object)
    return isArray(found) ? found.items : []
  }

  /** The catalog and where it stands. */
  get catalog(): { readonly reference: PdfReference; readonly dictionary: PdfDictionary } {
    const reference = this.trailer.entries.get('Root')
    const dictionary = this.dictionary(reference)
    if (!isReference(reference) || dictionary === undefined) throw new PdfStructureError('no catalog')
    return { reference, dictionary }
  }

  /** The page of this number, from 1. */
  page(number: number): FoundPage {
    let left = number - 1
    let node = this.catalog.dictionary.entries.get('Pages')
    const found = new Map<string, PdfObject>()
    for (let depth = 0; depth < deepestPageTree; depth++) {
      const dictionary = this.dictionary(node)
      if (dictionary === undefined) break
      if (!dictionary.entries.has('Kids')) {
        if (left !== 0 || !isReference(node)) break
        return { reference: node, own: dictionary, inherited: found }
      }
      for (const key of inherited) {
        const value = dictionary.entries.get(key)
        if (value !== undefined) found.set(key, value)
      }
      node = this.items(dictionary.entries.get('Kids')).find((kid) => {
        const leaves = this.leavesOf(kid)
        if (left < leaves) return true
        left -= leaves
        return false
      })
    }
    throw new PdfStructureError('no such page')
  }

  private leavesOf(node: PdfObject): number {
    const dictionary = this.dictionary(node)
    const count = dictionary?.entries.has('Kids') === true ? this.resolve(dictionary.entries.get('Count')) : 1
    if (dictionary === undefined || typeof count !== 'number') throw new PdfStructureError('page tree')
    return count
  }

  private readAt(reference: PdfReference, offset: number): PdfObject {
    return this.parseAt(offset, (bytes, position) => {
      const lengthOf = (length: PdfObject | undefined): number | undefined => {
        const told = this.resolve(length)
        return typeof told === 'number' ? told : undefined
      }
      const { number, generation, object, end } = readIndirectObject(bytes, position, lengthOf)
      if (number !== reference.number) throw new PdfStructureError('another object at its offset')
      if (generation !== reference.generation) return { value: null, end }
      // An end that is searched for may lie inside the data while the window is small.
      if (isStream(object) && object.raw.length !== lengthOf(object.dictionary.entries.get('Length'))) throw new PdfStructureError('stream length')
      if (object !== null && typeof object === 'object' && object.kind === 'unreadable') throw new PdfStructureError('unreadable object')
      return { value: object, end }
    })
  }

  private containerOf(number: number): ReadonlyMap<number, PdfObject> {
    const known = this.containers.get(number)
    if (known !== undefined) return known
    const stream = this.entryOf(number)?.kind === 'offset' ? this.fetch({ kind: 'reference', number, generation: 0 }) : null
    if (!isStream(stream)) throw new PdfStructureError('no object stream')
    const count = this.resolve(stream.dictionary.entries.get('N'))
    const first = this.resolve(stream.dictionary.entries.get('First'))
    const data = decodeStructureStream(stream)
    if (typeof count !== 'number' || typeof first !== 'number' || count > data.length || first > data.length) throw new PdfStructureError('object stream header')
    const header = new PdfParser(data)
    const objects = new Map<number, PdfObject>()
    for (let index = 0; index < count; index++) {
      const contained = header.takeInteger()
      const offset = header.takeInteger()
      if (contained === undefined || offset === undefined) throw new PdfStructureError('object stream header')
      objects.set(contained, new PdfParser(data, first + offset).takeObject())
    }
    this.containers.set(number, objects)
    return objects
  }
}
