import type { Pdfium } from './pdfium.ts'

/** The text of a loaded page in the order of its content, invisible text included; lines end as the page has them. */
export function pageText(pdfium: Pdfium, page: number): string {
  const textPage = pdfium.call('FPDFText_LoadPage', page)
  if (textPage === 0) return ''
  try {
    const count = pdfium.call('FPDFText_CountChars', textPage)
    if (count <= 0) return ''
    return pdfium.scratch(2 * (count + 1), (address) => {
      const written = pdfium.call('FPDFText_GetText', textPage, 0, count, address)
      return Buffer.from(pdfium.bytesAt(address, 2 * Math.max(0, written - 1))).toString('utf16le')
    })
  } finally {
    pdfium.call('FPDFText_ClosePage', textPage)
  }
}
