import { serve } from '../child/index.ts'
import { cropsOf } from './crops.ts'
import type { UnreadAnswer, UnreadTask } from './protocol.ts'

serve(async ({ png, dpi, first }: UnreadTask): Promise<UnreadAnswer> => ({ crops: await cropsOf(png, dpi, first) }))
