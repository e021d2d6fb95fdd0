/** Tables of a TrueType font by tag. */
export type FontTables = ReadonlyMap<string, Uint8Array>

const headerBytes = 12
const recordBytes = 16
const checkSumAdjustmentOffset = 8
const checkSumMagic = 0xb1b0afba

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** Table `tag` as a view. Throws RangeError when the font has none. */
export function tableView(tables: FontTables, tag: string): DataView {
  const table = tables.get(tag)
  if (table === undefined) throw new RangeError(`font without ${tag} table`)
  return viewOf(table)
}

/** Takes a TrueType file apart (OpenType 1.9, "Organization of an OpenType font"). Throws RangeError when it is cut short. */
export function readTables(font: Uint8Array): FontTables {
  const view = viewOf(font)
  const tables = new Map<string, Uint8Array>()
  for (let record = headerBytes, left = view.getUint16(4); left > 0; left -= 1, record += recordBytes) {
    const tag = String.fromCharCode(...font.subarray(record, record + 4))
    const offset = view.getUint32(record + 8)
    tables.set(tag, font.subarray(offset, offset + view.getUint32(record + 12)))
  }
  return tables
}

function checkSum(table: Uint8Array): number {
  const view = viewOf(table)
  let sum = 0
  for (let at = 0; at < table.length; at += 4) sum = (sum + view.getUint32(at)) >>> 0
  return sum
}

function padded(table: Uint8Array): Uint8Array {
  const whole = new Uint8Array(Math.ceil(table.length / 4) * 4)
  whole.set(table)
  return whole
}

/** Puts a TrueType file together: tables in order of their tags, check sums right. */
export function writeTables(tables: FontTables): Uint8Array {
  const entries = [...tables].sort(([left], [right]) => (left < right ? -1 : 1)).map(([tag, table]) => ({ tag, length: table.length, bytes: padded(table) }))
  const bodyStart = headerBytes + recordBytes * entries.length
  const font = new Uint8Array(bodyStart + entries.reduce((sum, entry) => sum + entry.bytes.length, 0))
  const view = viewOf(font)
  const power = Math.floor(Math.log2(entries.length))
  view.setUint32(0, 0x00010000)
  view.setUint16(4, entries.length)
  view.setUint16(6, 2 ** power * recordBytes)
  view.setUint16(8, power)
  view.setUint16(10, (entries.length - 2 ** power) * recordBytes)

  let record = headerBytes
  let offset = bodyStart
  let headOffset: number | undefined
  for (const { tag, length, bytes } of entries) {
    if (tag === 'head') {
      viewOf(bytes).setUint32(checkSumAdjustmentOffset, 0)
      headOffset = offset
    }
    for (let index = 0; index < 4; index += 1) view.setUint8(record + index, tag.charCodeAt(index))
    view.setUint32(record + 4, checkSum(bytes))
    view.setUint32(record + 8, offset)
    view.setUint32(record + 12, length)
    font.set(bytes, offset)
    record += recordBytes
    offset += bytes.length
  }
  if (headOffset !== undefined) view.setUint32(headOffset + checkSumAdjustmentOffset, (checkSumMagic - checkSum(font)) >>> 0)
  return font
}
