import type { LayerWord, Treatment } from '../../model/index.ts'
import { withTextLayer } from '../../ocr/index.ts'
import type { ReadPage } from './read-page.ts'

const percent = (share: number): number => Math.round(100 * share)

/** A page with its words spelt as its file's text layer spells them, as far as that says what is seen; what came of it is told with the page. */
export function speltByLayer(read: ReadPage, layer: readonly LayerWord[]): ReadPage {
  const { cleaning } = read.clean
  const { turn, skew, mirrored, curl } = cleaning.geometry
  if (layer.length === 0 || turn !== 0 || skew !== 0 || mirrored || curl !== undefined) return read
  const { text, taken, recoded, differs } = withTextLayer(read.text, layer)
  const told: Treatment[] = [...(taken > 0 ? [{ what: 'layer', measured: percent(taken) } as const] : []), ...(recoded > 0 ? [{ what: 'recoded', measured: percent(recoded) } as const] : [])]
  return {
    text,
    clean: { ...read.clean, cleaning: { ...cleaning, treatments: [...cleaning.treatments, ...told], warnings: [...cleaning.warnings, ...(differs ? ['text layer differs' as const] : [])] } },
  }
}
