import { deflateSync } from 'node:zlib'

/** An image XObject: entries of its dictionary but for type, size and length, and its coded bytes. */
export interface PlainImage {
  readonly width: number
  readonly height: number
  readonly entries: string
  readonly bytes: Uint8Array
  /** A soft mask of the same size, 8-bit grey, packed by Flate. */
  readonly softMask?: Uint8Array
}

export interface PlainPage {
  readonly mediaBox: readonly [number, number, number, number]
  /** Further page entries, e.g. `/Rotate 90 /CropBox [0 0 10 10]`. */
  readonly entries?: string
  readonly content: string
  /** Named `/I0`, `/I1` … in content. */
  readonly images?: readonly PlainImage[]
  /** Form XObjects, named `/F0` …: dictionary entries and content; they see the same images. */
  readonly forms?: readonly { readonly entries: string; readonly content: string }[]
  /** Annotation dictionaries' entries; with `appearance`, a form drawn for it. */
  readonly annotations?: readonly { readonly entries: string; readonly appearance?: string }[]
}

/** An 8-bit image of `/DeviceGray` or `/DeviceRGB` whose stream is a JPEG. */
export function jpegImage(bytes: Uint8Array, width: number, height: number, space = '/DeviceGray', more = ''): PlainImage {
  return { width, height, bytes, entries: `/ColorSpace ${space} /BitsPerComponent 8 /Filter /DCTDecode ${more}` }
}

/** An image of raw samples, packed by Flate. */
export function rawImage(samples: Uint8Array, width: number, height: number, entries: string): PlainImage {
  return { width, height, bytes: deflateSync(samples), entries: `${entries} /Filter /FlateDecode` }
}

/** Catalog entries that switch off the optional content group `/L`. */
export const layerSwitchedOff = '/OCProperties << /OCGs [4 0 R] /D << /OFF [4 0 R] /Order [] >> >>'

/** Writes a PDF word for word as the test wants it; font `/T`, layer `/L`; `catalog` adds entries to the catalog. */
export function plainPdf(pages: readonly PlainPage[], catalog = ''): Uint8Array {
  const objects: Uint8Array[] = []
  const add = (...parts: readonly (string | Uint8Array)[]): number => {
    objects.push(Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part))))
    return objects.length
  }
  const reserve = (): number => add('')
  const stream = (entries: string, bytes: Uint8Array): number => add(`<< ${entries} /Length ${bytes.byteLength} >>\nstream\n`, bytes, '\nendstream')
  const catalogNumber = reserve()
  const treeNumber = reserve()
  const font = add('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>')
  const layer = add('<< /Type /OCG /Name (layer) >>')
  const pageNumbers = pages.map((page) => {
    const images = (page.images ?? []).map((image) => {
      const size = `/Type /XObject /Subtype /Image /Width ${image.width} /Height ${image.height}`
      const mask = image.softMask === undefined ? '' : `/SMask ${stream(`${size} /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode`, deflateSync(image.softMask))} 0 R`
      return stream(`${size} ${image.entries} ${mask}`, image.bytes)
    })
    const imageNames = images.map((number, index) => `/I${index} ${number} 0 R`).join(' ')
    const inner = `/Resources << /Font << /T ${font} 0 R >> /XObject << ${imageNames} >> >>`
    const forms = (page.forms ?? []).map((form) => stream(`/Type /XObject /Subtype /Form ${form.entries} ${inner}`, Buffer.from(form.content, 'latin1')))
    const annotations = (page.annotations ?? []).map((annotation) => {
      const appearance = annotation.appearance === undefined ? '' : `/AP << /N ${stream(`/Type /XObject /Subtype /Form /BBox [0 0 100 100] ${inner}`, Buffer.from(annotation.appearance, 'latin1'))} 0 R >>`
      return add(`<< /Type /Annot ${annotation.entries} ${appearance} >>`)
    })
    const formNames = forms.map((number, index) => `/F${index} ${number} 0 R`).join(' ')
    const content = stream('', Buffer.from(page.content, 'latin1'))
    return add(`<< /Type /Page /Parent ${treeNumber} 0 R /MediaBox [${page.mediaBox.join(' ')}] ${page.entries ?? ''}`,
      ` /Annots [${annotations.map((number) => `${number} 0 R`).join(' ')}] /Contents ${content} 0 R`,
      ` /Resources << /Font << /T ${font} 0 R >> /Properties << /L ${layer} 0 R >> /XObject << ${imageNames} ${formNames} >> >> >>`)
  })
  objects[catalogNumber - 1] = Buffer.from(`<< /Type /Catalog /Pages ${treeNumber} 0 R ${catalog} >>`)
  objects[treeNumber - 1] = Buffer.from(`<< /Type /Pages /Count ${pages.length} /Kids [${pageNumbers.map((number) => `${number} 0 R`).join(' ')}] >>`)
  return assembled(objects, catalogNumber)
}

function assembled(objects: readonly Uint8Array[], root: number): Uint8Array {
  const parts: Uint8Array[] = [Buffer.from('%PDF-1.7\n')]
  const offsets: number[] = []
  let length = 9
  objects.forEach((object, index) => {
    offsets.push(length)
    const whole = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')])
    parts.push(whole)
    length += whole.byteLength
  })
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  parts.push(Buffer.from(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${objects.length + 1} /Root ${root} 0 R >>\nstartxref\n${length}\n%%EOF\n`))
  return Buffer.concat(parts)
}
