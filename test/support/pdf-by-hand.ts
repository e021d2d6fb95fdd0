/** PDFs written byte by byte: tests of readers must not rest on the writer that the product uses. */

const header = '%PDF-1.7\n%\xe2\xe3\xcf\xd3\n'

/** A PDF of the given objects (number 1 first); object 1 is the catalog, `information` the number of /Info. */
export function writePdf(objects: readonly string[], options: { information?: number; trailer?: string } = {}): Buffer {
  let body = header
  const offsets = objects.map((object, index) => {
    const offset = body.length
    body += `${index + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const information = options.information === undefined ? '' : `/Info ${options.information} 0 R`
  const trailer = `<</Size ${objects.length + 1}/Root 1 0 R${information}/ID[<00><00>]${options.trailer ?? ''}>>`
  return Buffer.from(`${body}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}trailer\n${trailer}\nstartxref\n${body.length}\n%%EOF\n`, 'latin1')
}

/** A one-page document: 1 catalog, 2 pages, 3 page, 4 content, 5 font, 6 information, 7 a drawing that nothing shows. */
export function letter(text = 'Cap cho: NGUYEN VAN A'): Buffer {
  const content = `BT /F1 14 Tf 72 720 Td (${text}) Tj ET`
  const hidden = '1 1 1 rg 0 0 595 842 re f'
  return writePdf([
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R>>',
    `<</Length ${content.length}>>\nstream\n${content}\nendstream`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
    '<</Title(Quyet dinh)/Producer(tests)>>',
    `<</Length ${hidden.length}>>\nstream\n${hidden}\nendstream`,
  ], { information: 6 })
}

/** Where the newest edition of an object that stands in a file uncompressed has its body. */
export function objectSpan(pdf: Uint8Array, number: number): { readonly start: number; readonly end: number } {
  const text = Buffer.from(pdf).toString('latin1')
  const found = [...text.matchAll(new RegExp(`(?:^|[\\r\\n])${number} 0 obj\\s*([\\s\\S]*?)\\s*endobj`, 'dg'))].at(-1)?.indices?.[1]
  if (found === undefined) throw new Error(`no object ${number}`)
  return { start: found[0], end: found[1] }
}

/** The newest text of an object that stands in a file uncompressed. */
export function objectText(pdf: Uint8Array, number: number): string {
  const { start, end } = objectSpan(pdf, number)
  return Buffer.from(pdf).toString('latin1', start, end)
}

/** One past the highest object number of a file. */
export function sizeOf(pdf: Uint8Array): number {
  return Math.max(...[...Buffer.from(pdf).toString('latin1').matchAll(/(?<!\d)(\d{1,9}) 0 obj\b/g)].map((match) => Number(match[1]))) + 1
}

/** Appends an incremental update with a plain table that holds the given objects. */
export function appendUpdate(pdf: Uint8Array, objects: Readonly<Record<number, string>>, trailer = ''): Buffer {
  const text = Buffer.from(pdf).toString('latin1')
  const previous = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(text)?.[1] ?? '0'
  const root = [...text.matchAll(/\/Root (\d+) 0 R/g)].at(-1)?.[1] ?? '1'
  const information = [...text.matchAll(/\/Info (\d+) 0 R/g)].at(-1)?.[1]
  let body = text
  let table = ''
  for (const [number, object] of Object.entries(objects)) {
    table += `${number} 1\n${String(body.length).padStart(10, '0')} 00000 n \n`
    body += `${number} 0 obj\n${object}\nendobj\n`
  }
  const size = Math.max(sizeOf(pdf), ...Object.keys(objects).map((number) => Number(number) + 1))
  const dictionary = `<</Size ${size}/Root ${root} 0 R${information === undefined ? '' : `/Info ${information} 0 R`}/ID[<00><00>]/Prev ${previous}${trailer}>>`
  return Buffer.from(`${body}xref\n${table}trailer\n${dictionary}\nstartxref\n${body.length}\n%%EOF\n`, 'latin1')
}

/** The object with `from` replaced; throws when it does not stand there. */
export function replaced(object: string, from: string | RegExp, to: string): string {
  const changed = object.replace(from, to)
  if (changed === object) throw new Error('nothing to replace')
  return changed
}
