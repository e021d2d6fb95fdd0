/**
 * A copy of a signed PDF in which somebody changed one digit of the number in the document's title (XMP metadata).
 * Throws RangeError when `codeNumber` does not stand there.
 */
export function tamperedCopy(pdf: Uint8Array, codeNumber: string): Uint8Array {
  const copy = Buffer.from(pdf)
  const title = copy.indexOf('<dc:title>')
  const at = title < 0 ? -1 : copy.indexOf(codeNumber, title)
  if (at < 0 || at - title > 1000) throw new RangeError('the number does not stand in the title')
  copy[at] = copy[at] === 0x39 ? 0x38 : (copy[at] ?? 0x30) + 1
  return copy
}
