export { openPdfReader, defaultPdfLimits, type PdfReader, type PdfReaderOptions } from './reader.ts'
export {
  scanRefusals, type PageContent, type PageInspection, type PdfInspection, type PdfLimits, type PdfPageImage, type PdfRendering,
  type PlacedImage, type ScanRefusal,
} from './protocol.ts'
export type { ExifOrientation } from './placement.ts'
export { encodePng, type Pixels, type PngResolution } from './png.ts'
export {
  PdfStructureError, isArray, isDictionary, isReference, isStream, isString, latin1, nameOf, textOf,
  type PdfArray, type PdfDictionary, type PdfName, type PdfObject, type PdfReference, type PdfStream, type PdfString, type PdfUnreadable,
} from './object.ts'
export { dictionaryIn, followReferences } from './follow.ts'
export { PdfParser, readIndirectObject, type IndirectObject } from './parser.ts'
export { lastStartOfCrossReference, readSections, type Entry, type Section } from './cross-reference.ts'
export { decodeStructureStream } from './structure-stream.ts'
export { bytesInMemory, withAppended, type FileBytes } from './file-bytes.ts'
export { PdfFile, type FoundPage } from './file.ts'
export { PdfIncrement, type FinishedIncrement } from './increment.ts'
export { drawPages, type GreyPicture, type PageToDraw } from './drawn-pages.ts'
export { pdfNumber } from './number.ts'
export * as write from './write-object.ts'
