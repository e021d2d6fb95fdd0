export { openPdfReader, defaultPdfLimits, type PdfReader, type PdfReaderOptions } from './reader.ts'
export {
  scanRefusals, type PageContent, type PageInspection, type PdfInspection, type PdfLimits, type PdfPageImage, type PdfRendering,
  type PlacedImage, type ScanRefusal,
} from './protocol.ts'
export type { ExifOrientation } from './placement.ts'
export { encodePng, type Pixels, type PngResolution } from './png.ts'
