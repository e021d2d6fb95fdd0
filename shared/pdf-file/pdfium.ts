import { PDFiumModule } from '@hyzyla/pdfium'
import { SohoaError } from '../model/index.ts'

/** PDFium is built to grow its memory to this and no further. */
const heapMegabytes = 2048

/** The functions of PDFium's public C interface (fpdfview.h, fpdf_edit.h …) that this room calls. */
const functionNames = [
  'FPDF_InitLibrary', 'FPDF_LoadMemDocument', 'FPDF_CloseDocument', 'FPDF_GetLastError', 'FPDF_GetPageCount',
  'FPDF_GetSecurityHandlerRevision', 'FPDF_GetSignatureCount', 'FPDF_GetSignatureObject', 'FPDFSignatureObj_GetContents',
  'FPDF_LoadPage', 'FPDF_ClosePage', 'FPDF_GetPageWidthF', 'FPDF_GetPageHeightF', 'FPDF_GetPageBoundingBox', 'FPDFPage_GetRotation',
  'FPDFPage_Flatten', 'FPDFPage_CountObjects', 'FPDFPage_GetObject', 'FPDFPageObj_GetType', 'FPDFPageObj_GetMatrix', 'FPDFPageObj_SetMatrix',
  'FPDFPageObj_GetBounds', 'FPDFPageObj_GetIsActive', 'FPDFPageObj_HasTransparency', 'FPDFPageObj_GetFillColor',
  'FPDFPageObj_GetClipPath', 'FPDFClipPath_CountPaths', 'FPDFClipPath_CountPathSegments', 'FPDFClipPath_GetPathSegment',
  'FPDFPathSegment_GetPoint', 'FPDFPath_GetDrawMode', 'FPDFFormObj_CountObjects', 'FPDFFormObj_GetObject',
  'FPDFTextObj_GetTextRenderMode', 'FPDFPage_GetAnnotCount', 'FPDFPage_GetAnnot', 'FPDFPage_CloseAnnot', 'FPDFAnnot_GetSubtype',
  'FPDFAnnot_GetFlags', 'FPDFAnnot_HasKey', 'FPDFImageObj_GetImagePixelSize', 'FPDFImageObj_GetImageFilterCount', 'FPDFImageObj_GetImageFilter',
  'FPDFImageObj_GetImageDataRaw', 'FPDFImageObj_GetImageDataDecoded', 'FPDFImageObj_GetRenderedBitmap',
  'FPDFBitmap_Create', 'FPDFBitmap_FillRect', 'FPDFBitmap_GetBuffer', 'FPDFBitmap_GetWidth', 'FPDFBitmap_GetHeight', 'FPDFBitmap_GetStride',
  'FPDFBitmap_GetFormat', 'FPDFBitmap_Destroy', 'FPDF_RenderPageBitmap',
  'FPDFDOC_InitFormFillEnvironment', 'FPDFDOC_ExitFormFillEnvironment', 'FPDF_SetFormFieldHighlightAlpha', 'FORM_OnAfterLoadPage',
  'FORM_OnBeforeClosePage', 'FPDF_FFLDraw',
  'FPDFText_LoadPage', 'FPDFText_ClosePage', 'FPDFText_CountChars', 'FPDFText_GetText',
  'FPDFText_GetUnicode', 'FPDFText_IsGenerated', 'FPDFText_GetCharBox', 'FPDFText_GetFontInfo', 'FPDFText_GetTextObject', 'FPDF_PageToDevice',
] as const
export type PdfiumFunction = (typeof functionNames)[number]

/** PDFium as WebAssembly: its C functions by name, and its memory. Pointers are numbers; 0 is null. */
export interface Pdfium {
  call(name: PdfiumFunction, ...args: readonly number[]): number
  /** Reserves `byteLength` zeroed bytes for the time of `use` and hands their address. */
  scratch<T>(byteLength: number, use: (pointer: number) => T): T
  /** Copies bytes into PDFium's memory for good (until `free`). Throws child_memory when there is no room. */
  place(bytes: Uint8Array): number
  free(pointer: number): void
  /** A copy of bytes in PDFium's memory. */
  bytesAt(pointer: number, byteLength: number): Uint8Array
  floatsAt(pointer: number, count: number): number[]
  uint32At(pointer: number): number
  setFloats(pointer: number, values: readonly number[]): void
}

/** Loads PDFium. Takes about 50 ms. */
export async function loadPdfium(): Promise<Pdfium> {
  const silence = (): void => undefined
  const options: Parameters<typeof PDFiumModule>[0] & { print: () => void; printErr: () => void } = { print: silence, printErr: silence }
  const module = await PDFiumModule(options)
  const functions = new Map<PdfiumFunction, CallableFunction>()
  for (const name of functionNames) {
    const found: unknown = Reflect.get(module, `_${name}`)
    if (typeof found !== 'function') throw new TypeError(`PDFium has no ${name}`)
    functions.set(name, found)
  }
  const view = (): DataView => new DataView(module.HEAPU8.buffer)
  const allocate = (byteLength: number): number => {
    const pointer = module.wasmExports.malloc(Math.max(byteLength, 1))
    if (pointer === 0) throw new SohoaError('child_memory', { megabytes: heapMegabytes })
    return pointer
  }
  const pdfium: Pdfium = {
    call(name, ...args) {
      const found = functions.get(name)
      if (found === undefined) throw new TypeError(`PDFium has no ${name}`)
      const result: unknown = Reflect.apply(found, undefined, args)
      return Number(result ?? 0)
    },
    scratch(byteLength, use) {
      const pointer = allocate(byteLength)
      try {
        module.HEAPU8.fill(0, pointer, pointer + byteLength)
        return use(pointer)
      } finally {
        module.wasmExports.free(pointer)
      }
    },
    place(bytes) {
      const pointer = allocate(bytes.byteLength)
      module.HEAPU8.set(bytes, pointer)
      return pointer
    },
    free: (pointer) => { module.wasmExports.free(pointer) },
    bytesAt: (pointer, byteLength) => module.HEAPU8.slice(pointer, pointer + byteLength),
    floatsAt: (pointer, count) => Array.from({ length: count }, (_, index) => view().getFloat32(pointer + 4 * index, true)),
    uint32At: (pointer) => view().getUint32(pointer, true),
    setFloats(pointer, values) {
      values.forEach((value, index) => { view().setFloat32(pointer + 4 * index, value, true) })
    },
  }
  pdfium.call('FPDF_InitLibrary')
  return pdfium
}
