import { PdfStructureError } from './object.ts'

/** The bytes of a file that is read where it is needed, so that memory does not grow with it. */
export interface FileBytes {
  readonly size: number
  /** Bytes `start` to `end`, as many of them as the file has. */
  read(start: number, end: number): Uint8Array
  /** The whole file in order, piece by piece. */
  pieces(): Iterable<Uint8Array>
}

/** A file that is in memory already. */
export function bytesInMemory(bytes: Uint8Array): FileBytes {
  return { size: bytes.length, read: (start, end) => bytes.subarray(start, end), pieces: () => [bytes] }
}

/** The file with bytes appended to it. */
export function withAppended(file: FileBytes, increment: Uint8Array): FileBytes {
  return {
    size: file.size + increment.length,
    read(start, end) {
      if (end <= file.size) return file.read(start, end)
      const later = increment.subarray(Math.max(0, start - file.size), end - file.size)
      return start >= file.size ? later : Buffer.concat([file.read(start, file.size), later])
    },
    * pieces() {
      yield* file.pieces()
      yield increment
    },
  }
}

/** What stands at an offset, and where it ends in the bytes that were parsed. */
export interface Parsed<Value> {
  readonly value: Value
  readonly end: number
}

/** Parses what stands at an offset of a file. */
export type ParseAt = <Value>(offset: number, parse: (bytes: Uint8Array, position: number) => Parsed<Value>) => Value

const firstWindow = 4096
const widestWindow = 64 * 1_048_576
/** A token that ends so near to the window's end may go on behind it. */
const margin = 64

/** Parses in windows that grow until what is parsed ends well inside: of a large file only what is asked for is read. Throws PdfStructureError as the parser does, and for what needs more than 64 MiB. */
export function parseInWindows(file: FileBytes): ParseAt {
  return (offset, parse) => {
    for (let length = firstWindow; ; length *= 8) {
      const window = file.read(offset, offset + length)
      const isLast = offset + length >= file.size
      try {
        const { value, end } = parse(window, 0)
        if (isLast || end + margin <= window.length) return value
      } catch (thrown) {
        if (isLast || !(thrown instanceof PdfStructureError)) throw thrown
      }
      if (length >= widestWindow) throw new PdfStructureError('object too large')
    }
  }
}

/** Parses in bytes that are all in memory. */
export function parseIn(bytes: Uint8Array): ParseAt {
  return (offset, parse) => parse(bytes, offset).value
}
