import { randomBytes } from 'node:crypto'

const sizeOfPage = [595, 842] as const

/**
 * A PDF of `pages` pages with about `bytes` bytes in all, piece by piece: each page shows an image stream of random bytes, as
 * incompressible as a scan (it is never decoded). Memory does not grow with it.
 */
export function* largePdf(pages: number, bytes: number): Generator<Uint8Array> {
  const offsets: number[] = []
  let at = 0
  const text = (part: string): Buffer => {
    const piece = Buffer.from(part, 'latin1')
    at += piece.length
    return piece
  }
  const begin = (number: number): string => {
    offsets[number] = at
    return `${number} 0 obj\n`
  }
  const imageOf = (page: number): number => 3 + page * 3
  yield text('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n')
  yield text(`${begin(1)}<</Type /Catalog /Pages 2 0 R>>\nendobj\n`)
  yield text(`${begin(2)}<</Type /Pages /Count ${pages} /Kids [${Array.from({ length: pages }, (_, page) => `${imageOf(page) + 2} 0 R`).join(' ')}]>>\nendobj\n`)
  const length = Math.max(1000, Math.floor(bytes / pages) - 600)
  for (let page = 0; page < pages; page += 1) {
    const image = imageOf(page)
    yield text(`${begin(image)}<</Type /XObject /Subtype /Image /Width 100 /Height 100 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode /Length ${length}>>\nstream\n`)
    const data = randomBytes(length)
    at += data.length
    yield data
    yield text('\nendstream\nendobj\n')
    const content = `q ${sizeOfPage[0]} 0 0 ${sizeOfPage[1]} 0 0 cm /Scan Do Q`
    yield text(`${begin(image + 1)}<</Length ${content.length}>>\nstream\n${content}\nendstream\nendobj\n`)
    yield text(`${begin(image + 2)}<</Type /Page /Parent 2 0 R /MediaBox [0 0 ${sizeOfPage.join(' ')}] /Contents ${image + 1} 0 R /Resources <</XObject <</Scan ${image} 0 R>>>>>>\nendobj\n`)
  }
  const start = at
  const entries = offsets.map((offset, number) => (number === 0 ? '' : `${String(offset).padStart(10, '0')} 00000 n \n`)).join('')
  yield text(`xref\n0 ${offsets.length}\n0000000000 65535 f \n${entries}trailer\n<</Size ${offsets.length} /Root 1 0 R /ID [<${'ab'.repeat(16)}> <${'ab'.repeat(16)}>]>>\nstartxref\n${start}\n%%EOF\n`)
}
