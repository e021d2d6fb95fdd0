import { inflateSync } from 'node:zlib'
import { type PdfDictionary, type PdfObject, type PdfStream, PdfStructureError, isArray, isDictionary, nameOf } from './object.ts'

const largestDecoded = 128 * 1_048_576

function paethOf(left: number, up: number, upLeft: number): number {
  const estimate = left + up - upLeft
  const toLeft = Math.abs(estimate - left)
  const toUp = Math.abs(estimate - up)
  const toUpLeft = Math.abs(estimate - upLeft)
  if (toLeft <= toUp && toLeft <= toUpLeft) return left
  return toUp <= toUpLeft ? up : upLeft
}

/** Undoes the PNG predictors (ISO 32000-1 §7.4.4.4) for rows of `columns` bytes. */
function undoPngPredictor(data: Uint8Array, columns: number): Uint8Array {
  const rows = Math.floor(data.length / (columns + 1))
  const out = new Uint8Array(rows * columns)
  for (let row = 0; row < rows; row++) {
    const type = data[row * (columns + 1)] ?? 0
    const source = row * (columns + 1) + 1
    const target = row * columns
    for (let column = 0; column < columns; column++) {
      const value = data[source + column] ?? 0
      const left = column > 0 ? (out[target + column - 1] ?? 0) : 0
      const up = row > 0 ? (out[target - columns + column] ?? 0) : 0
      const upLeft = row > 0 && column > 0 ? (out[target - columns + column - 1] ?? 0) : 0
      const predictions = [0, left, up, (left + up) >> 1, paethOf(left, up, upLeft)]
      const prediction = predictions[type]
      if (prediction === undefined) throw new PdfStructureError('unknown predictor row')
      out[target + column] = value + prediction
    }
  }
  return out
}

function numberOr(object: PdfObject | undefined, otherwise: number): number {
  return typeof object === 'number' ? object : otherwise
}

function undoPredictor(data: Uint8Array, parameters: PdfDictionary | undefined): Uint8Array {
  const predictor = numberOr(parameters?.entries.get('Predictor'), 1)
  if (parameters === undefined || predictor === 1) return data
  const colors = numberOr(parameters.entries.get('Colors'), 1)
  const bits = numberOr(parameters.entries.get('BitsPerComponent'), 8)
  const columns = numberOr(parameters.entries.get('Columns'), 1)
  if (predictor < 10 || colors !== 1 || bits !== 8 || columns < 1 || columns > 64) throw new PdfStructureError('unknown predictor')
  return undoPngPredictor(data, columns)
}

/**
 * The bytes of a cross-reference or object stream with its filters undone: none or FlateDecode, the only ones that
 * writers use there. Throws PdfStructureError for others, for damage, and past 128 MiB.
 */
export function decodeStructureStream(stream: PdfStream): Uint8Array {
  const { entries } = stream.dictionary
  const filter = entries.get('Filter')
  const filters = isArray(filter) ? filter.items : filter === undefined ? [] : [filter]
  if (filters.length === 0) return stream.raw
  if (filters.length > 1 || nameOf(filters[0]) !== 'FlateDecode') throw new PdfStructureError('unknown filter')
  const given = entries.get('DecodeParms')
  const parameters = isArray(given) ? given.items[0] : given
  let data: Uint8Array
  try {
    data = inflateSync(stream.raw, { maxOutputLength: largestDecoded })
  } catch (cause) {
    throw new PdfStructureError(cause instanceof RangeError ? 'stream too large' : 'stream damaged')
  }
  return undoPredictor(data, isDictionary(parameters) ? parameters : undefined)
}
