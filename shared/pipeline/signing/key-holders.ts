import { z } from 'zod'
import type { PipelineContext } from '../context.ts'

const holdersSetting = 'key holders'
const holdersShape = z.record(z.string(), z.string())

/** Officers by the ids of the keys that are their own. A key that is nobody's own is the agency's. */
export function keyHolders({ store }: Pick<PipelineContext, 'store'>): Readonly<Record<string, string>> {
  return store.getSetting(holdersSetting, holdersShape) ?? {}
}

/** Makes a key an officer's own; null: the agency's. */
export function setKeyHolder(context: Pick<PipelineContext, 'store'>, id: string, officer: string | null): void {
  const others = Object.entries(keyHolders(context)).filter(([known]) => known !== id)
  context.store.putSetting(holdersSetting, Object.fromEntries(officer === null ? others : [...others, [id, officer]]))
}
