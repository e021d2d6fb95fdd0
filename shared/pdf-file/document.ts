import { SohoaError } from '../model/index.ts'
import type { Pdfium } from './pdfium.ts'
import type { Bounds } from './placement.ts'
import { hasByteRange, hasOtherUserUnit } from './raw-tokens.ts'

/** A PDF opened in PDFium. */
export interface OpenPdf {
  readonly pdfium: Pdfium
  readonly handle: number
  /** The file in PDFium's memory. */
  readonly bytes: { readonly address: number; readonly byteLength: number }
  /** PDFium's form environment: without it the appearance of form fields is not drawn. */
  readonly form: number
  readonly pageCount: number
  readonly encrypted: boolean
  readonly signed: boolean
  /** Some page may measure in another unit than 1/72 inch. */
  readonly otherUnit: boolean
  close(): void
}

/** PDFium's error numbers (fpdfview.h). */
const passwordNeeded = 4
const unknownSecurity = 5

/** A FPDF_FORMFILLINFO of version 2 (fpdf_formfill.h) in which no callback is given. */
const formCallbacks = new Uint8Array(256)
formCallbacks[0] = 2

/** FLAT_NORMALDISPLAY (fpdf_flatten.h). */
const asOnScreen = 0

/** Opens a PDF. Throws pdf_encrypted where a password or an unknown handler is in the way, pdf_damaged for anything else that stops it. */
export function openPdf(pdfium: Pdfium, bytes: Uint8Array): OpenPdf {
  const address = pdfium.place(bytes)
  const handle = pdfium.call('FPDF_LoadMemDocument', address, bytes.byteLength, 0)
  if (handle === 0) {
    const reason = pdfium.call('FPDF_GetLastError')
    pdfium.free(address)
    throw new SohoaError(reason === passwordNeeded || reason === unknownSecurity ? 'pdf_encrypted' : 'pdf_damaged')
  }
  const pageCount = pdfium.call('FPDF_GetPageCount', handle)
  const callbacks = pdfium.place(formCallbacks)
  const form = pdfium.call('FPDFDOC_InitFormFillEnvironment', handle, callbacks)
  if (form !== 0) pdfium.call('FPDF_SetFormFieldHighlightAlpha', form, 0)
  const close = (): void => {
    if (form !== 0) pdfium.call('FPDFDOC_ExitFormFillEnvironment', form)
    pdfium.call('FPDF_CloseDocument', handle)
    pdfium.free(callbacks)
    pdfium.free(address)
  }
  if (pageCount < 1) {
    close()
    throw new SohoaError('pdf_damaged')
  }
  return {
    pdfium, handle, bytes: { address, byteLength: bytes.byteLength }, form, pageCount, close,
    encrypted: pdfium.call('FPDF_GetSecurityHandlerRevision', handle) >= 0,
    signed: hasByteRange(bytes) || hasSignedField(pdfium, handle),
    otherUnit: hasOtherUserUnit(bytes),
  }
}

function hasSignedField(pdfium: Pdfium, handle: number): boolean {
  const count = pdfium.call('FPDF_GetSignatureCount', handle)
  for (let index = 0; index < count; index++) {
    const signature = pdfium.call('FPDF_GetSignatureObject', handle, index)
    if (signature !== 0 && pdfium.call('FPDFSignatureObj_GetContents', signature, 0, 0) > 0) return true
  }
  return false
}

/** Loads a page (index from 0) for the time of `use`. Throws pdf_damaged, with the page number, when it cannot be loaded. */
export async function withPage<T>(pdf: OpenPdf, index: number, use: (page: number) => T | Promise<T>): Promise<T> {
  const page = pdf.pdfium.call('FPDF_LoadPage', pdf.handle, index)
  if (page === 0) throw new SohoaError('pdf_damaged', { page: index + 1 })
  if (pdf.form !== 0) pdf.pdfium.call('FORM_OnAfterLoadPage', page, pdf.form)
  try {
    return await use(page)
  } finally {
    if (pdf.form !== 0) pdf.pdfium.call('FORM_OnBeforeClosePage', page, pdf.form)
    pdf.pdfium.call('FPDF_ClosePage', page)
  }
}

/**
 * Loads a page (index from 0) for the time of `use` with what its annotations and signature fields show made part of its content. It is another
 * copy of the page: drawings and inspections of this one do not see it. Throws pdf_damaged as withPage.
 */
export function withFlattenedPage<T>({ pdfium, bytes }: OpenPdf, index: number, use: (page: number) => T): T {
  const handle = pdfium.call('FPDF_LoadMemDocument', bytes.address, bytes.byteLength, 0)
  if (handle === 0) throw new SohoaError('pdf_damaged', { page: index + 1 })
  const loaded = <Value>(work: (page: number) => Value): Value => {
    const page = pdfium.call('FPDF_LoadPage', handle, index)
    if (page === 0) throw new SohoaError('pdf_damaged', { page: index + 1 })
    try {
      return work(page)
    } finally {
      pdfium.call('FPDF_ClosePage', page)
    }
  }
  try {
    loaded((page) => pdfium.call('FPDFPage_Flatten', page, asOnScreen))
    return loaded(use)
  } finally {
    pdfium.call('FPDF_CloseDocument', handle)
  }
}

/** The visible box of a page (crop box within media box) in pt of user space, before rotation. */
export function visibleBox(pdfium: Pdfium, page: number): Bounds {
  return pdfium.scratch(16, (pointer) => {
    pdfium.call('FPDF_GetPageBoundingBox', page, pointer)
    const [left = 0, top = 0, right = 0, bottom = 0] = pdfium.floatsAt(pointer, 4)
    return { left, bottom: Math.min(top, bottom), right, top: Math.max(top, bottom) }
  })
}
