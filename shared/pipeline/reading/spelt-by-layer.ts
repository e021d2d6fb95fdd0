import { SohoaError, type LayerWord, type Treatment } from '../../model/index.ts'
import { withTextLayer } from '../../ocr/index.ts'
import type { ReadPage } from './read-page.ts'

const percent = (share: number): number => Math.round(100 * share)

/** What a hostile or damaged file makes of the child that asks for its layer. */
const layerFailures: readonly string[] = ['child_crashed', 'child_timeout', 'child_memory', 'pdf_damaged']

/** A page that was read, spelt by its layer; where the layer cannot be had, as it was read, and told so: a layer is never worth a page. */
export async function speltWhereLayer(read: ReadPage, layer: () => Promise<readonly LayerWord[]>): Promise<ReadPage> {
  try {
    return speltByLayer(read, await layer())
  } catch (thrown) {
    if (!(thrown instanceof SohoaError) || !layerFailures.includes(thrown.code)) throw thrown
    const { cleaning } = read.clean
    return { ...read, clean: { ...read.clean, cleaning: { ...cleaning, warnings: [...cleaning.warnings, 'text layer unread'] } } }
  }
}

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
