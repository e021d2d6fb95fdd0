import type { Instant, MarkDrawing, MarkPlacement, PageFormat, PageGeometry, PageText } from '../model/index.ts'

/** One page: the raw image that is to be seen, how it becomes straight, and what was read on it. */
export interface AssemblePage {
  /** Raw JPEG, taken over byte for byte, or PNG, whose pixels are taken over without loss. */
  readonly bytes: Uint8Array
  readonly format: PageFormat
  readonly geometry: PageGeometry
  readonly text: PageText
  /** `bytes` are not the raw scan but one re-encoding of it; the document then says so. */
  readonly reencoded?: boolean
}

export interface DocumentMetadata {
  readonly title: string
  /** Full name of the converting agency: the document's author in the sense of Dublin Core. */
  readonly agency: string
  readonly createdAt: Instant
  /** The record's code. */
  readonly identifier: string
  readonly language: 'vi' | 'en'
}

/** PDF/A-2b for keeping; 1b only so that checks which know no other part can judge the same content. */
export type Conformance = '2B' | '1B'

export interface AssembleInput {
  /** In reading order; at least one. */
  readonly pages: readonly AssemblePage[]
  readonly mark: { readonly placement: MarkPlacement; readonly drawing: MarkDrawing } | null
  /** Empty paper added at the head of page 1, pt; left out: none. */
  readonly headStrip?: number
  readonly metadata: DocumentMetadata
  readonly conformance?: Conformance
}
