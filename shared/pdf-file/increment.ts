import { createHash } from 'node:crypto'
import { isArray, isReference, isString, type PdfDictionary, type PdfObject, type PdfReference } from './object.ts'
import type { PdfFile } from './file.ts'
import { array, byteString, dictionary, name, withEntries, writeObject } from './write-object.ts'

interface Written {
  readonly reference: PdfReference
  /** What stands between `obj` and `endobj`. */
  readonly body: Uint8Array
}

/** An increment as bytes to be appended, and where objects' bodies begin in it. */
export interface FinishedIncrement {
  readonly bytes: Buffer
  /** Offset in `bytes` of the first byte of an object's body. */
  readonly bodyOffset: (reference: PdfReference) => number
}

/** Entries of a trailer that belong to its own section (ISO 32000-2, 7.5.5, 7.5.8). */
const ofSection = ['Size', 'Prev', 'XRefStm', 'ID', 'Type', 'W', 'Index', 'Filter', 'DecodeParms', 'Length', 'DL']
const offsetBytes = 5

/**
 * What is to be appended to a PDF (ISO 32000-2, 7.5.6): new objects and newer editions of old ones. The bytes of the file
 * are never touched nor copied. The same changes to the same file give the same bytes.
 */
export class PdfIncrement {
  readonly file: PdfFile
  private readonly written = new Map<number, Written>()
  private nextNumber: number

  constructor(file: PdfFile) {
    this.file = file
    this.nextNumber = file.nextNumber
  }

  /** A number for an object whose body comes later. */
  reserve(): PdfReference {
    return { kind: 'reference', number: this.nextNumber++, generation: 0 }
  }

  add(object: PdfObject): PdfReference {
    const reference = this.reserve()
    this.put(reference, object)
    return reference
  }

  /** The object's newest edition, or the body of a reserved one. */
  put(reference: PdfReference, object: PdfObject): void {
    this.putBody(reference, Buffer.from(writeObject(object), 'latin1'))
  }

  /** As put, for a body that is written already. */
  putBody(reference: PdfReference, body: Uint8Array): void {
    this.written.set(reference.number, { reference, body })
  }

  /** Adds a stream of bytes as they are; `entries` tell its filter. */
  addStream(entries: Readonly<Record<string, PdfObject>>, data: Uint8Array): PdfReference {
    const reference = this.reserve()
    const head = `${writeObject(dictionary({ ...entries, Length: data.length }))}\nstream\n`
    this.putBody(reference, Buffer.concat([Buffer.from(head, 'latin1'), data, Buffer.from('\nendstream', 'latin1')]))
    return reference
  }

  /**
   * Changes a value that stands in `holder` under `key`, whether it is an object of its own (then that is written anew) or not
   * (then it becomes one, or stays inside: the returned value goes into the holder).
   */
  update(value: PdfObject | undefined, changed: PdfObject): PdfObject {
    if (!isReference(value)) return changed
    this.put(value, changed)
    return value
  }

  /** The increment: a line end, the objects, their cross-reference in the form that the file's newest one has, the trailer. */
  finish(): FinishedIncrement {
    const start = this.file.bytes.size
    const parts: Uint8Array[] = [Buffer.from('\n', 'latin1')]
    let length = 1
    const push = (part: Uint8Array): void => {
      parts.push(part)
      length += part.length
    }
    const offsets = new Map<number, number>()
    const bodies = new Map<number, number>()
    for (const { reference, body } of [...this.written.values()].sort((left, right) => left.reference.number - right.reference.number)) {
      offsets.set(reference.number, start + length)
      push(Buffer.from(`${reference.number} ${reference.generation} obj\n`, 'latin1'))
      bodies.set(reference.number, length)
      push(body)
      push(Buffer.from('\nendobj\n', 'latin1'))
    }
    const identifier = createHash('sha256').update(Buffer.concat(parts)).digest('hex').slice(0, 32)
    const sectionOffset = start + length
    push(this.file.sections[0]?.isStream === true ? this.crossReferenceStream(offsets, sectionOffset, identifier) : this.crossReferenceTable(offsets, identifier))
    push(Buffer.from(`startxref\n${sectionOffset}\n%%EOF\n`, 'latin1'))
    return { bytes: Buffer.concat(parts), bodyOffset: (reference) => bodies.get(reference.number) ?? -1 }
  }

  private trailerEntries(size: number, identifier: string): PdfDictionary {
    const { trailer } = this.file
    const kept = withEntries(trailer, Object.fromEntries(ofSection.map((key) => [key, null])))
    const identifiers = this.file.resolve(trailer.entries.get('ID'))
    const [first] = isArray(identifiers) ? identifiers.items : []
    const renewed = isString(first) ? { ID: array(first, byteString(Buffer.from(identifier, 'hex').toString('latin1'))) } : {}
    return withEntries(kept, { ...renewed, Size: size, Prev: this.file.startOffset })
  }

  private crossReferenceTable(offsets: ReadonlyMap<number, number>, identifier: string): Buffer {
    const lines = runsOf([...offsets.keys()]).flatMap((run) => [
      `${run[0] ?? 0} ${run.length}\n`,
      ...run.map((number) => `${String(offsets.get(number) ?? 0).padStart(10, '0')} ${String(this.written.get(number)?.reference.generation ?? 0).padStart(5, '0')} n \n`),
    ])
    return Buffer.from(`xref\n${lines.join('')}trailer\n${writeObject(this.trailerEntries(this.nextNumber, identifier))}\n`, 'latin1')
  }

  private crossReferenceStream(offsets: ReadonlyMap<number, number>, sectionOffset: number, identifier: string): Buffer {
    const own = this.nextNumber
    const all = new Map([...offsets, [own, sectionOffset]])
    const runs = runsOf([...all.keys()])
    const data = Buffer.concat(runs.flat().map((number) => {
      const entry = Buffer.alloc(1 + offsetBytes + 2)
      entry.writeUInt8(1, 0)
      entry.writeUIntBE(all.get(number) ?? 0, 1, offsetBytes)
      entry.writeUInt16BE(this.written.get(number)?.reference.generation ?? 0, 1 + offsetBytes)
      return entry
    }))
    const head = withEntries(this.trailerEntries(own + 1, identifier), {
      Type: name('XRef'), W: array(1, offsetBytes, 2), Index: array(...runs.flatMap((run) => [run[0] ?? 0, run.length])), Length: data.length,
    })
    return Buffer.concat([Buffer.from(`${own} 0 obj\n${writeObject(head)}\nstream\n`, 'latin1'), data, Buffer.from('\nendstream\nendobj\n', 'latin1')])
  }
}

/** Numbers in runs without a gap. */
function runsOf(numbers: readonly number[]): number[][] {
  const runs: number[][] = []
  for (const number of [...numbers].sort((left, right) => left - right)) {
    const last = runs.at(-1)
    if (last !== undefined && last[0] !== undefined && last[0] + last.length === number) last.push(number)
    else runs.push([number])
  }
  return runs
}
