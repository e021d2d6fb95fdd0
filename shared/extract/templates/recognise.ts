import { findLabels } from '../text/labels.ts'
import { centreY, rowsOf } from '../text/page-layout.ts'
import type { PageLayout } from '../text/page-layout.ts'
import type { ReadingStream } from '../text/reading-stream.ts'
import { essence, isCapitals, resembles } from '../text/text-matching.ts'
import type { PaperTemplate } from './template.ts'

/** A title stands in the upper part of a page, in capitals, in up to this many rows. */
const titleRows = 3
const upperPart = 0.6

/** What the rows of capitals on a page could say as a title: each alone, and with those that follow it. */
function titlesOn(layout: PageLayout): string[] {
  const rows = rowsOf(layout).filter((row) => centreY(row.box) < upperPart * layout.height).map(({ text }) => text.replace(/\(?\s*BẢN (?:SAO|CHÍNH)\s*\)?/gu, ''))
  return rows.flatMap((_, at) => Array.from({ length: titleRows }, (__, more) => rows.slice(at, at + more + 1)).filter((part) => part.every(isCapitals)).map((part) => part.join(' ')))
}

/**
 * The template whose title a paper bears, and whose other words it holds; of several the one with the longest title, then the first.
 * Undefined for a paper that is none of them.
 */
export function recognise(templates: readonly PaperTemplate[], layouts: readonly PageLayout[], stream: ReadingStream): PaperTemplate | undefined {
  const said = layouts.slice(0, 1).flatMap(titlesOn)
  const lengthOf = (template: PaperTemplate): number => Math.max(0, ...template.titles.filter((title) => said.some((text) => resembles(text, title, 0.1))).map((title) => essence(title).length))
  return templates.map((template) => ({ template, length: lengthOf(template) })).filter(({ length }) => length > 0)
    .sort((one, other) => other.length - one.length)
    .find(({ template }) => template.mustHold.every((word) => findLabels(stream, [word]).length > 0))?.template
}
