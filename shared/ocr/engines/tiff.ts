import type { Picture } from '../second-reading/unread-ink.ts'

const short = 3
const long = 4
const entryBytes = 12
const startBytes = 8

/** A grey picture as an uncompressed TIFF 6.0 of one strip: a form that tesseract.js takes in without unpacking anything. */
export function tiffOf({ width, height, pixels }: Picture): Buffer {
  const tags: readonly (readonly [tag: number, type: number, value: number])[] = [
    [256, long, width], [257, long, height], [258, short, 8], [259, short, 1], [262, short, 1], [273, long, 0], [277, short, 1], [278, long, height], [279, long, width * height],
  ]
  const heading = Buffer.alloc(startBytes + 2 + tags.length * entryBytes + 4)
  heading.write('II', 'latin1')
  heading.writeUInt16LE(42, 2)
  heading.writeUInt32LE(startBytes, 4)
  heading.writeUInt16LE(tags.length, startBytes)
  tags.forEach(([tag, type, value], index) => {
    const entry = startBytes + 2 + index * entryBytes
    heading.writeUInt16LE(tag, entry)
    heading.writeUInt16LE(type, entry + 2)
    heading.writeUInt32LE(1, entry + 4)
    heading.writeUInt32LE(tag === 273 ? heading.length : value, entry + 8)
  })
  return Buffer.concat([heading, pixels])
}
