import { type PdfDictionary, type PdfObject, type PdfReference, PdfStructureError, isArray, isReference, isStream, isString, dictionaryIn, followReferences, type IndirectObject, PdfParser, readIndirectObject, type Entry, type Section, lastStartOfCrossReference, readSections, decodeStructureStream } from '../pdf-file/index.ts'
import { type Decryption, openDecryption } from './pdf-encryption.ts'

interface Container {
  readonly numbers: readonly number[]
  readonly objects: readonly PdfObject[]
}

/** The object with every string replaced; a signature's /Contents is never encrypted (ISO 32000-2 §7.6.2). */
function withStrings(object: PdfObject, decrypt: (data: Uint8Array) => Uint8Array): PdfObject {
  if (typeof object !== 'object' || object === null) return object
  switch (object.kind) {
    case 'string': return { ...object, value: Buffer.from(decrypt(Buffer.from(object.value, 'latin1'))).toString('latin1') }
    case 'array': return { kind: 'array', items: object.items.map((item) => withStrings(item, decrypt)) }
    case 'dictionary': return dictionaryWithStrings(object, decrypt)
    case 'stream': return { ...object, dictionary: dictionaryWithStrings(object.dictionary, decrypt) }
    case 'name':
    case 'unreadable':
    case 'reference': return object
  }
}

function dictionaryWithStrings(dictionary: PdfDictionary, decrypt: (data: Uint8Array) => Uint8Array): PdfDictionary {
  const isSignature = dictionary.entries.has('ByteRange')
  return { kind: 'dictionary', entries: new Map([...dictionary.entries].map(([key, value]) => [key, isSignature && key === 'Contents' ? value : withStrings(value, decrypt)])) }
}

/**
 * A PDF as a reader sees it that follows the cross-reference to the letter: what is not in it does not exist, what it
 * points at must be there. Nothing is repaired; where the structure is damaged, methods throw PdfStructureError.
 */
export class PdfView {
  readonly bytes: Uint8Array
  readonly sections: readonly Section[]
  /** Offset of the newest section. */
  readonly startOffset: number
  /** First byte after the last `%%EOF`. */
  readonly end: number
  private readonly objects = new Map<number, PdfObject>()
  private readonly containers = new Map<number, Container>()
  private readonly reading = new Set<number>()
  private misplaced = false
  private readonly decryption: Decryption | undefined
  private readonly encryptionNumber: number | undefined

  private constructor(bytes: Uint8Array, sections: readonly Section[], startOffset: number, end: number) {
    this.bytes = bytes
    this.sections = sections
    this.startOffset = startOffset
    this.end = end
    const given = sections.map((section) => section.trailer.entries.get('Encrypt')).find((value) => value !== undefined)
    this.encryptionNumber = isReference(given) ? given.number : undefined
    this.decryption = given === undefined ? undefined : this.openEncryption(given)
    this.objects.clear()
  }

  /** Opens the newest revision in `bytes` (the whole file, or the part up to a signature's end). */
  static open(bytes: Uint8Array): PdfView {
    const start = lastStartOfCrossReference(bytes)
    if (start === undefined) throw new PdfStructureError('no startxref')
    return new PdfView(bytes, readSections(bytes, start.offset), start.offset, start.end)
  }

  /** The file as it was before each of its updates, newest first: what a reader saw then. */
  olderRevisions(): PdfView[] {
    return this.sections.slice(1).map((section, index) => new PdfView(this.bytes, this.sections.slice(index + 1), section.offset, this.end))
  }

  /** The file as if it ended at byte `end`. */
  upTo(end: number): PdfView {
    return PdfView.open(this.bytes.subarray(0, end))
  }

  /** The newest trailer. */
  get trailer(): PdfDictionary {
    const newest = this.sections[0]
    if (newest === undefined) throw new PdfStructureError('no trailer')
    return newest.trailer
  }

  get isEncrypted(): boolean {
    return this.sections.some((section) => section.trailer.entries.has('Encrypt'))
  }

  /** True once an object was asked for that is not where the cross-reference says: readers that search for it may show something else. */
  get hasMisplacedObjects(): boolean {
    return this.misplaced
  }

  /** True when the file cannot be read without a password or a key. */
  get isLocked(): boolean {
    return this.isEncrypted && this.decryption === undefined
  }

  /** Where the newest revision that names `number` says it stands. */
  entryOf(number: number): Entry | undefined {
    for (const section of this.sections) {
      const entry = section.entries.get(number)
      if (entry !== undefined) return entry
    }
    return undefined
  }

  /** The object a reference means; null for one that does not exist (ISO 32000-1 §7.3.10). */
  fetch(reference: PdfReference): PdfObject {
    const known = this.objects.get(reference.number)
    if (known !== undefined) return known
    const entry = this.entryOf(reference.number)
    if (entry === undefined || entry.kind === 'free') return null
    if (this.reading.has(reference.number)) throw new PdfStructureError('object refers to itself')
    this.reading.add(reference.number)
    const object = entry.kind === 'offset' ? this.readAt(reference, entry.offset) : this.readCompressed(reference.number, entry)
    this.reading.delete(reference.number)
    this.objects.set(reference.number, object)
    return object
  }

  /** Follows references until something else stands there. */
  resolve(object: PdfObject | undefined): PdfObject {
    return followReferences(object, (reference) => this.fetch(reference))
  }

  /** The resolved value as a dictionary; a stream gives its dictionary; undefined for anything else. */
  dictionary(object: PdfObject | undefined): PdfDictionary | undefined {
    return dictionaryIn(this.resolve(object))
  }

  get catalog(): PdfDictionary {
    const root = this.dictionary(this.trailer.entries.get('Root'))
    if (root === undefined) throw new PdfStructureError('no catalog')
    return root
  }

  /** The bytes of the stream that a reference means, decrypted and with its filter undone; undefined for anything else. Throws PdfStructureError. */
  streamBytes(object: PdfObject): Uint8Array | undefined {
    if (!isReference(object)) return undefined
    const found = this.fetch(object)
    if (!isStream(found)) return undefined
    return decodeStructureStream(this.decryption === undefined ? found : { ...found, raw: this.decryption.streams(found.raw, object.number, object.generation) })
  }

  private readAt(reference: PdfReference, offset: number): PdfObject {
    const found = this.objectAt(offset)
    if (found?.number !== reference.number) {
      this.misplaced = true
      return { kind: 'unreadable', raw: '' }
    }
    if (found.generation !== reference.generation) return null
    const { decryption } = this
    if (decryption === undefined || reference.number === this.encryptionNumber) return found.object
    return withStrings(found.object, (data) => decryption.strings(data, reference.number, reference.generation))
  }

  private objectAt(offset: number): IndirectObject | undefined {
    try {
      return readIndirectObject(this.bytes, offset, (length) => {
        const value = this.resolve(length)
        return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : undefined
      })
    } catch (error) {
      if (error instanceof PdfStructureError) return undefined
      throw error
    }
  }

  private openEncryption(given: PdfObject): Decryption | undefined {
    const dictionary = this.dictionary(given)
    const identifiers = this.resolve(this.trailer.entries.get('ID'))
    const first = isArray(identifiers) ? this.resolve(identifiers.items[0]) : null
    const identifier = Buffer.from(isString(first) ? first.value : '', 'latin1')
    return dictionary === undefined ? undefined : openDecryption(dictionary, identifier, (object) => this.resolve(object), (object) => this.dictionary(object))
  }

  private readCompressed(number: number, entry: { readonly container: number; readonly index: number }): PdfObject {
    const container = this.containerOf(entry.container)
    if (container.numbers[entry.index] !== number) throw new PdfStructureError('another object in the object stream')
    return container.objects[entry.index] ?? null
  }

  private containerOf(number: number): Container {
    const known = this.containers.get(number)
    if (known !== undefined) return known
    if (this.entryOf(number)?.kind !== 'offset') throw new PdfStructureError('object stream inside an object stream')
    const stream = this.fetch({ kind: 'reference', number, generation: 0 })
    if (!isStream(stream)) throw new PdfStructureError('no object stream')
    const count = this.resolve(stream.dictionary.entries.get('N'))
    const first = this.resolve(stream.dictionary.entries.get('First'))
    const data = decodeStructureStream(this.decryption === undefined ? stream : { ...stream, raw: this.decryption.streams(stream.raw, number, 0) })
    if (typeof count !== 'number' || typeof first !== 'number' || count > data.length || first > data.length) throw new PdfStructureError('object stream header')
    const header = new PdfParser(data)
    const numbers: number[] = []
    const objects: PdfObject[] = []
    for (let index = 0; index < count; index++) {
      const objectNumber = header.takeInteger()
      const offset = header.takeInteger()
      if (objectNumber === undefined || offset === undefined) throw new PdfStructureError('object stream header')
      numbers.push(objectNumber)
      objects.push(new PdfParser(data, first + offset).takeObject())
    }
    const container = { numbers, objects }
    this.containers.set(number, container)
    return container
  }
}
