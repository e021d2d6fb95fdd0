import { OEM, type Worker } from 'tesseract.js'
import { serve } from '../../child/index.ts'
import type { QuarterTurn } from '../../model/index.ts'
import type { OrientationAnswer, OrientationTask } from './protocol.ts'
import { attempt, startScript } from './script-engine.ts'

const turns: readonly QuarterTurn[] = [0, 90, 180, 270]

let started: Worker | undefined

serve(async ({ png, folder }: OrientationTask): Promise<OrientationAnswer> => {
  started ??= await startScript('osd', OEM.TESSERACT_ONLY, folder, { gzip: true, legacyCore: true, legacyLang: true })
  const { data } = await attempt(started.detect(Buffer.from(png.buffer, png.byteOffset, png.byteLength)))
  const turn = turns.find((known) => known === data.orientation_degrees)
  return { turn: turn ?? 0, confidence: turn === undefined ? 0 : data.orientation_confidence ?? 0 }
})
