import { createHash } from 'node:crypto'
import { PDFDocument, PDFName, type PDFContext, type PDFRef } from 'pdf-lib'
import { SohoaError } from '../model/index.ts'
import { pdfNumber } from '../pdf-file/index.ts'
import { deflated, embedFont } from './embedded-font.ts'
import { markFonts, markOperators } from './mark-paint.ts'
import { describeDocument } from './metadata.ts'
import { embedPageImage } from './page-image.ts'
import { imageMatrix, pageSize } from './page-matrix.ts'
import { textLayerFont, textLayerOperators } from './text-layer.ts'
import type { AssembleInput } from './types.ts'

const fontNames = { layer: 'T', regular: 'R', semibold: 'S' } as const
const imageName = 'Scan'

/** The same input gives the same identifier, another input another one. */
function identifierOf(input: AssembleInput): string {
  const hash = createHash('sha256')
  const { metadata, mark, headStrip, conformance } = input
  hash.update(JSON.stringify({ metadata, mark, headStrip, conformance }))
  for (const { bytes, format, geometry, text, reencoded } of input.pages) {
    hash.update(JSON.stringify({ format, geometry, text, reencoded, digest: createHash('sha256').update(bytes).digest('hex') }))
  }
  return hash.digest('hex').slice(0, 32)
}

/** Mark fonts registered in the document, by resource name. */
function embedMark(context: PDFContext, mark: AssembleInput['mark']) {
  if (mark === null) return { resources: {}, operators: '' }
  const fonts = markFonts(mark.drawing)
  const resources: Record<string, PDFRef> = Object.fromEntries(fonts.map((font) => [fontNames[font.weight], embedFont(context, font.program)]))
  return { resources, operators: markOperators(mark.drawing, mark.placement.box, fonts, fontNames) }
}

/**
 * Builds the PDF/A: each page exactly as large as the straightened paper (plus the strips that are added), the raw image put upright
 * by the page's matrix on white ground, invisible text over it, the mark as real text and vectors. The same input gives the same bytes.
 */
export async function buildDocument(input: AssembleInput): Promise<Uint8Array> {
  const { pages, mark, headStrip = 0, metadata, conformance = '2B' } = input
  if (pages.length === 0) throw new SohoaError('invalid_params', { path: 'pages', method: 'assemble' })
  if (mark !== null && (mark.placement.page < 1 || mark.placement.page > pages.length)) throw new SohoaError('invalid_params', { path: 'mark.placement.page', method: 'assemble' })

  const document = await PDFDocument.create({ updateMetadata: false })
  const { context } = document
  const layerFont = textLayerFont(pages.map((page) => page.text))
  const layerFontRef = pages.some((page) => page.text.state === 'read' && page.text.words.length > 0) ? embedFont(context, layerFont.program) : undefined
  const painted = embedMark(context, mark)

  for (const [index, page] of pages.entries()) {
    const image = await embedPageImage(context, page, index)
    const { width, height } = pageSize(page.geometry)
    const marked = mark !== null && mark.placement.page === index + 1
    const stripHeight = marked ? mark.placement.stripHeight : 0
    const [pageWidth, pageHeight] = [Number(pdfNumber(width, 3)), Number(pdfNumber(height + stripHeight + (index === 0 ? headStrip : 0), 3))]
    const content = [
      `1 1 1 rg 0 0 ${pageWidth} ${pageHeight} re f`,
      'q',
      `1 0 0 1 0 ${pdfNumber(stripHeight, 3)} cm`,
      // What was cropped away must not show in the mark's strip either.
      `q ${page.geometry.crop === undefined ? '' : `0 0 ${pdfNumber(width, 3)} ${pdfNumber(height, 3)} re W n `}${imageMatrix(page.geometry).map((part) => pdfNumber(part, 4)).join(' ')} cm /${imageName} Do Q`,
      `${textLayerOperators(page.text, page.geometry, layerFont, fontNames.layer)}Q`,
      marked ? painted.operators : '',
    ].join('\n')
    const leaf = document.addPage([pageWidth, pageHeight]).node
    leaf.set(PDFName.of('Contents'), deflated(context, content))
    leaf.set(PDFName.of('Resources'), context.obj({
      XObject: { [imageName]: image },
      Font: { ...(layerFontRef === undefined ? {} : { [fontNames.layer]: layerFontRef }), ...(marked ? painted.resources : {}) },
    }))
  }

  describeDocument(context, document.catalog, {
    metadata,
    reencodedPages: pages.flatMap((page, index) => (page.reencoded === true ? [index + 1] : [])),
    conformance,
    id: identifierOf({ ...input, conformance }),
  })
  return document.save({ useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false })
}
