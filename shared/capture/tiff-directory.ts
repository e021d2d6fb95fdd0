/** Tags of one TIFF directory (TIFF 6.0 section 8) that matter to a scan. */
export interface TiffDirectory {
  readonly newSubfileType: number
  readonly compression: number
  readonly orientation: number
  readonly resolution: Resolution | undefined
}

/** Pixels per inch along rows and along columns. */
export interface Resolution {
  readonly horizontal: number
  readonly vertical: number
}

/** Directories read at most; a chain that is longer or loops ends there. */
const mostDirectories = 10_000
const mostEntries = 4096

const tag = { newSubfileType: 254, compression: 259, orientation: 274, xResolution: 282, yResolution: 283, resolutionUnit: 296 }
const short = 3
const long = 4
const rational = 5
const centimetre = 3
const noUnit = 1

interface Layout {
  readonly view: DataView
  readonly little: boolean
  readonly big: boolean
}

function within(layout: Layout, offset: number, length: number): boolean {
  return Number.isSafeInteger(offset) && offset >= 0 && offset + length <= layout.view.byteLength
}

function offsetAt({ view, little, big }: Layout, at: number): number {
  return big ? Number(view.getBigUint64(at, little)) : view.getUint32(at, little)
}

function layoutOf(bytes: Uint8Array): Layout | undefined {
  if (bytes.byteLength < 8) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const order = view.getUint16(0)
  if (order !== 0x4949 && order !== 0x4d4d) return undefined
  const little = order === 0x4949
  const version = view.getUint16(2, little)
  if (version !== 42 && version !== 43) return undefined
  if (version === 43 && bytes.byteLength < 16) return undefined
  return { view, little, big: version === 43 }
}

/**
 * Reads the directories of a TIFF or BigTIFF file, or of an EXIF block, in file order. Whatever does not lie within the
 * bytes is left out; a looping chain ends at its first repetition. Empty for anything that is no TIFF.
 */
export function readTiffDirectories(bytes: Uint8Array): TiffDirectory[] {
  const layout = layoutOf(bytes)
  if (layout === undefined) return []
  const directories: TiffDirectory[] = []
  const seen = new Set<number>()
  let offset = offsetAt(layout, layout.big ? 8 : 4)
  while (offset !== 0 && !seen.has(offset) && directories.length < mostDirectories) {
    seen.add(offset)
    const read = readDirectory(layout, offset)
    if (read === undefined) break
    directories.push(read.directory)
    offset = read.next
  }
  return directories
}

function readDirectory(layout: Layout, offset: number): { directory: TiffDirectory; next: number } | undefined {
  const countLength = layout.big ? 8 : 2
  const entryLength = layout.big ? 20 : 12
  if (!within(layout, offset, countLength)) return undefined
  const count = layout.big ? Number(layout.view.getBigUint64(offset, layout.little)) : layout.view.getUint16(offset, layout.little)
  const end = offset + countLength + count * entryLength
  if (count > mostEntries || !within(layout, offset, end - offset)) return undefined
  const values = new Map<number, number>()
  for (let index = 0; index < count; index++) {
    const entry = offset + countLength + index * entryLength
    const value = entryValue(layout, entry)
    if (value !== undefined) values.set(layout.view.getUint16(entry, layout.little), value)
  }
  const next = within(layout, end, layout.big ? 8 : 4) ? offsetAt(layout, end) : 0
  return {
    directory: {
      newSubfileType: values.get(tag.newSubfileType) ?? 0,
      compression: values.get(tag.compression) ?? 1,
      orientation: values.get(tag.orientation) ?? 1,
      resolution: resolutionFrom(values),
    },
    next,
  }
}

/** The first value of an entry of type SHORT, LONG or RATIONAL. */
function entryValue(layout: Layout, entry: number): number | undefined {
  const { view, little, big } = layout
  const type = view.getUint16(entry + 2, little)
  const value = entry + (big ? 12 : 8)
  if (type === short) return view.getUint16(value, little)
  if (type === long) return view.getUint32(value, little)
  if (type !== rational) return undefined
  const at = big ? value : view.getUint32(value, little)
  if (!within(layout, at, 8)) return undefined
  const denominator = view.getUint32(at + 4, little)
  return denominator === 0 ? undefined : view.getUint32(at, little) / denominator
}

function resolutionFrom(values: ReadonlyMap<number, number>): Resolution | undefined {
  const horizontal = values.get(tag.xResolution)
  const vertical = values.get(tag.yResolution) ?? horizontal
  const unit = values.get(tag.resolutionUnit)
  if (horizontal === undefined || vertical === undefined || unit === noUnit) return undefined
  const perInch = unit === centimetre ? 2.54 : 1
  return { horizontal: horizontal * perInch, vertical: vertical * perInch }
}
