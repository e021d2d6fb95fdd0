import { fold, linesOf, unionOf, type Box, type Line, type PageCleaning, type PageText } from '../model/index.ts'

/** One page of the ledger as cleaned and read. */
export interface ScannedPage {
  readonly text: PageText
  readonly cleaning: PageCleaning
}

/** A printed line as read. */
export interface PrintedLine {
  readonly words: Line
  readonly text: string
  readonly box: Box
  /** The engine's belief in its least believed word, 0..1. */
  readonly confidence: number
}

/** A page as the rules of this room see it. */
export interface PageView {
  /** Place in the page ledger, from 1. */
  readonly ordinal: number
  /** Straightened page, px. */
  readonly width: number
  readonly height: number
  readonly dpi: number
  readonly blank: boolean
  /** In reading order; none for pages that are blank or could not be read. */
  readonly lines: readonly PrintedLine[]
  readonly cleaning: PageCleaning
}

/** Sees pages in the ledger's order. */
export function viewsOf(pages: readonly ScannedPage[]): PageView[] {
  return pages.map(({ text, cleaning }, index) => ({
    ordinal: index + 1,
    width: cleaning.geometry.width,
    height: cleaning.geometry.height,
    dpi: cleaning.geometry.dpi,
    blank: text.state === 'blank',
    lines: text.state === 'read' ? linesOf(text.words).map(lineOf) : [],
    cleaning,
  }))
}

function lineOf(words: Line): PrintedLine {
  return {
    words,
    text: words.map(({ text }) => text).join(' '),
    box: unionOf(words.map(({ box }) => box)),
    confidence: Math.min(...words.map(({ confidence }) => confidence)),
  }
}

/** A page's text without tones, lines joined by spaces. */
export function foldedText(page: PageView): string {
  return fold(page.lines.map(({ text }) => text).join(' '))
}

const topShare = 0.4

/** Text of the upper part of a page, where titles stand, without tones. */
function upperText(page: PageView): string {
  return fold(page.lines.filter(({ box }) => box.y < page.height * topShare).map(({ text }) => text).join(' '))
}

/** True for a page that begins an administrative document: the national heading stands on it (Decree 30/2020, ô 1). */
export function beginsDocument(page: PageView): boolean {
  return /cong h\S{1,2} xa h\S{1,2}i|chu nghia v\S{1,3}t nam|doc lap ?. ?tu do/u.test(upperText(page))
}

const attachmentTitle = /phu luc|kem theo|quy che|quy dinh|ke hoach|danh sach|danh muc|de an|chuong trinh|phuong an|dieu le|bieu so|mau so|so do|ban ve|bang ke|muc luc/u

/** True for a page that may begin a part with its own numbering: an appendix, a regulation, a list, a plan. */
export function beginsAttachment(page: PageView): boolean {
  return attachmentTitle.test(upperText(page))
}
